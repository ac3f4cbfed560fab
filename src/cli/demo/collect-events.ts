import { setTimeout as delay } from 'node:timers/promises';
import type { History } from '#audit/history.js';
import type { LogRecord } from '#audit/log-record.js';
import { expectEqual } from './expect.js';
import type { Expected } from './story/index.js';

const POLL_MS = 200;

/** The streams of the names an account reserved: its own event says which. */
const reservationsOf = ({ type, data }: LogRecord): string[] => {
  if (type !== 'AccountRegistered' || data === null) return [];
  const keys = [data['emailKey'], data['usernameKey']];
  return keys.flatMap((key) => (typeof key === 'string' ? [`reservation-${key}`] : []));
};

/** The streams of the mails an event caused. */
const deliveriesOf = ({ type, id }: LogRecord): string[] => {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    AccountRegistered: ['mail_welcome', 'mail_verify'],
    GenerationCompleted: ['mail_ai_ready'],
  };
  return (kinds[type] ?? []).map((kind) => `delivery-${kind}.${id}`);
};

const typesIn = (records: readonly LogRecord[], stream: string): readonly string[] =>
  records.filter((record) => record.stream === stream).map(({ type }) => type);

/** What workers may do more than once without anyone seeing more than one result. */
const isRepeatable = (type: string, before: string | undefined): boolean =>
  type === 'GenerationProgressed' || (type === 'GenerationStarted' && before === type);

const withoutRepeats = (types: readonly string[]): readonly string[] =>
  types
    .filter((type) => type !== 'GenerationProgressed')
    .filter((type, index, all) => !isRepeatable(type, all[index - 1]));

/** Reads the streams until each has an event, or patience ends: mails come when they come. */
const whenFilled = async (
  history: History,
  streams: readonly string[],
  deadlineMs: number,
): Promise<readonly LogRecord[]> => {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const records = await history.streams(streams, deadlineMs);
    const filled = new Set(records.map(({ stream }) => stream));
    if (filled.size === streams.length || performance.now() > end) return records;
    await delay(POLL_MS);
  }
};

const expectTypes = (records: readonly LogRecord[], streams: Expected): void => {
  for (const [stream, types] of Object.entries(streams)) {
    expectEqual(`the history of ${stream}`, withoutRepeats(typesIn(records, stream)), types);
  }
};

const eachWith = (streams: readonly string[], type: string): Expected =>
  Object.fromEntries(streams.map((stream) => [stream, [type]]));

const byPosition = (one: LogRecord, other: LogRecord): number =>
  one.position.commit < other.position.commit ? -1 : 1;

/**
 * Every event the story caused, in the order of the log; throws `WrongAnswer` unless it is exactly those
 * expected.
 */
export const collectEvents = async (
  history: History,
  expected: Expected,
  deadlineMs: number,
): Promise<readonly LogRecord[]> => {
  const told = await history.streams(Object.keys(expected), deadlineMs);
  const reservations = told.flatMap(reservationsOf);
  const deliveries = told.flatMap(deliveriesOf);
  const named = await history.streams(reservations, deadlineMs);
  const mailed = await whenFilled(history, deliveries, deadlineMs);
  const records = [...told, ...named, ...mailed].sort(byPosition);
  expectTypes(records, expected);
  expectTypes(records, eachWith(reservations, 'NameReserved'));
  expectTypes(records, eachWith(deliveries, 'MailDelivered'));
  return records;
};
