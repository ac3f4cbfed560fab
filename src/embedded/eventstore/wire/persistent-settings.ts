// The options of a new or changed persistent subscription, as Create and Update send them.

import type { SettingsShape } from './group-settings.js';
import { readFilter, type FilterOptions } from './read-messages.js';
import {
  readInt32,
  readInt64,
  readMessage,
  readString,
  readVarint,
  skipField,
  type Cursor,
} from './reader.js';
import {
  eachOption,
  readAllOptions,
  readStreamOptions,
  type PositionNumbers,
  type SentPosition,
} from './request-options.js';
import { readStreamName } from './stream-identifier.js';

/** Numbers as sent; `strategy` is a name or the number of one. */
type SentSettings = SettingsShape<number | string>;

/** -1 stands for the end. */
export type SentStart = bigint | SentPosition<bigint> | 'start' | 'end';

export interface GroupRequest {
  readonly source: 'stream' | 'all' | undefined;
  readonly stream: string;
  readonly group: string;
  readonly start: SentStart;
  readonly filter: FilterOptions | undefined;
  readonly settings: SentSettings;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Writable<Omit<GroupRequest, 'start'>> & {
  start: SentStart | undefined;
  oldStart: bigint;
};

const TICKS_PER_MS = 10_000n;

const noSettings = (): Writable<SentSettings> => ({
  resolveLinks: false,
  extraStatistics: false,
  messageTimeoutMs: 0,
  maxRetryCount: 0,
  checkpointAfterMs: 0,
  minCheckpointCount: 0,
  maxCheckpointCount: 0,
  maxSubscriberCount: 0,
  liveBufferSize: 0,
  readBatchSize: 0,
  historyBufferSize: 0,
  strategy: 0,
});

type CountName = Exclude<keyof SentSettings, 'resolveLinks' | 'extraStatistics' | 'strategy'>;

/** The plain numbers among the settings, by tag. */
const COUNTS: ReadonlyMap<number, CountName> = new Map<number, CountName>([
  [0x28, 'maxRetryCount'],
  [0x38, 'minCheckpointCount'],
  [0x40, 'maxCheckpointCount'],
  [0x48, 'maxSubscriberCount'],
  [0x50, 'liveBufferSize'],
  [0x58, 'readBatchSize'],
  [0x60, 'historyBufferSize'],
  [0x70, 'messageTimeoutMs'],
  [0x78, 'checkpointAfterMs'],
]);

/** A strategy's name wins over its number, in whichever order they come. */
const keepName = (first: number | string, second: number | string): number | string =>
  typeof first === 'string' && first !== '' ? first : second;

const readSetting = (c: Cursor, tag: number, settings: Writable<SentSettings>): void => {
  const count = COUNTS.get(tag);
  if (count !== undefined) settings[count] = readInt32(c);
  else if (tag === 0x08) settings.resolveLinks = readVarint(c) !== 0;
  else if (tag === 0x18) settings.extraStatistics = readVarint(c) !== 0;
  else if (tag === 0x20) settings.messageTimeoutMs = Number(readInt64(c) / TICKS_PER_MS);
  else if (tag === 0x30) settings.checkpointAfterMs = Number(readInt64(c) / TICKS_PER_MS);
  else if (tag === 0x68) settings.strategy = keepName(settings.strategy, readVarint(c));
  else if (tag === 0x82) settings.strategy = keepName(readString(c), settings.strategy);
  else skipField(c, tag);
};

const readSettings = (field: Cursor, draft: Draft): void => {
  const c = readMessage(field);
  const settings = noSettings();
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x10) draft.oldStart = readInt64(c);
    else readSetting(c, tag, settings);
  }
  draft.settings = settings;
};

const INT64S: PositionNumbers<bigint> = { readNumber: readInt64, none: 0n };

const readStreamSource = (field: Cursor, draft: Draft): void => {
  const { stream, from } = readStreamOptions(field, readInt64);
  draft.source = 'stream';
  draft.stream = stream ?? draft.stream;
  draft.start = from ?? draft.start;
};

const readAllSource = (field: Cursor, draft: Draft): void => {
  const from = readAllOptions(field, INT64S, (c) => {
    draft.filter = readFilter(c);
  });
  draft.source = 'all';
  draft.start = from ?? 'start';
};

const readOption = (c: Cursor, tag: number, draft: Draft): void => {
  switch (tag) {
    case 0x0a:
      draft.stream = readStreamName(c);
      draft.source ??= 'stream';
      return;
    case 0x12:
      draft.group = readString(c);
      return;
    case 0x1a:
      readSettings(c, draft);
      return;
    case 0x22:
      readStreamSource(c, draft);
      return;
    case 0x2a:
      readAllSource(c, draft);
      return;
    default:
      skipField(c, tag);
  }
};

/** Reads a CreateReq or UpdateReq. */
export const readGroupRequest = (buf: Buffer): GroupRequest => {
  const draft: Draft = {
    source: undefined,
    stream: '',
    group: '',
    filter: undefined,
    settings: noSettings(),
    start: undefined,
    oldStart: 0n,
  };
  eachOption(buf, (c, tag) => {
    readOption(c, tag, draft);
  });
  const { oldStart, start, ...request } = draft;
  return { ...request, start: start ?? oldStart };
};
