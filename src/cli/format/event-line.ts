import { hidePersonal, showPersonal } from '#audit/hide-personal.js';
import { recordAsJson, type LogRecord } from '#audit/log-record.js';
import type { Output } from '../output.js';
import { fit } from './fit.js';
import { plain } from './plain.js';
import { shortData } from './short-data.js';

export interface EventFormat {
  /** Whether personal values may be seen. */
  readonly personal: boolean;
}

const pad = (value: number): string => String(value).padStart(2, '0');

const clockTime = (at: Date): string =>
  `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;

const actorText = ({ origin }: LogRecord): string => {
  if (!origin) return '-';
  const { kind, id } = origin.actor;
  return id === '' ? kind : plain(`${kind}:${id}`);
};

const SHORT_STREAM = 30;

/** Reservations and sessions have long names whose beginning says enough. */
const streamText = (stream: string): string =>
  stream.length > SHORT_STREAM ? `${stream.slice(0, SHORT_STREAM - 1)}…` : stream;

const INDENT = 14;

/** Two lines for a person: when, what and where; then who, and its data in a few words, as wide as the terminal. */
export const eventLines = (record: LogRecord, { personal }: EventFormat, output: Output): string => {
  const { paint, width } = output;
  const data = record.data && (personal ? showPersonal(record.data) : hidePersonal(record.data));
  const place = `${streamText(plain(record.stream))}@${record.revision}`;
  const first = [
    paint('dim', clockTime(record.created)),
    paint('bold', plain(record.type).padEnd(22)),
    paint('cyan', place),
    paint('dim', `#${record.position.commit}`),
  ];
  const second = fit(`${actorText(record)}  ${shortData(data)}`.trimEnd(), Math.max(width - INDENT, 40));
  return `${first.join('  ')}\n${' '.repeat(INDENT)}${paint('dim', second)}`;
};

/** One JSON object: the event as stored; without leave, every personal value is replaced by a stand-in. */
export const eventJson = (record: LogRecord, { personal }: EventFormat): string => {
  const data = record.data && (personal ? record.data : hidePersonal(record.data));
  return JSON.stringify(recordAsJson({ ...record, data }));
};
