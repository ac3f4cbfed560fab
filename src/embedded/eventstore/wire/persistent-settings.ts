// The options of a new or changed persistent subscription, as Create and Update send them.

import { readFilter, type FilterOptions } from './read-messages.js';
import {
  cursorOf,
  readInt32,
  readInt64,
  readMessage,
  readString,
  readVarint,
  skipField,
  type Cursor,
} from './reader.js';
import { readStreamName } from './stream-identifier.js';

/** Numbers as sent; `strategy` is a name or the number of one. Times in milliseconds. */
export interface SentSettings {
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  readonly messageTimeoutMs: number;
  readonly maxRetryCount: number;
  readonly checkpointAfterMs: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  readonly maxSubscriberCount: number;
  readonly liveBufferSize: number;
  readonly readBatchSize: number;
  readonly historyBufferSize: number;
  readonly strategy: number | string;
}

/** -1 stands for the end. */
export type SentStart = bigint | { readonly commit: bigint; readonly prepare: bigint } | 'start' | 'end';

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

const readStreamOptions = (field: Cursor, draft: Draft): void => {
  const c = readMessage(field);
  draft.source = 'stream';
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) draft.stream = readStreamName(c);
    else if (tag === 0x10) draft.start = readInt64(c);
    else {
      if (tag === 0x1a) draft.start = 'start';
      if (tag === 0x22) draft.start = 'end';
      skipField(c, tag);
    }
  }
};

const readPosition = (field: Cursor): { commit: bigint; prepare: bigint } => {
  const c = readMessage(field);
  const position = { commit: 0n, prepare: 0n };
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x08) position.commit = readInt64(c);
    else if (tag === 0x10) position.prepare = readInt64(c);
    else skipField(c, tag);
  }
  return position;
};

const readAllOptions = (field: Cursor, draft: Draft): void => {
  const c = readMessage(field);
  draft.source = 'all';
  draft.start = 'start';
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) draft.start = readPosition(c);
    else if (tag === 0x22) draft.filter = readFilter(c);
    else {
      if (tag === 0x1a) draft.start = 'end';
      skipField(c, tag);
    }
  }
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
      readStreamOptions(c, draft);
      return;
    case 0x2a:
      readAllOptions(c, draft);
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
  const outer = cursorOf(buf);
  while (outer.pos < outer.end) {
    const tag = readVarint(outer);
    if (tag !== 0x0a) {
      skipField(outer, tag);
      continue;
    }
    const c = readMessage(outer);
    while (c.pos < c.end) readOption(c, readVarint(c), draft);
  }
  const { oldStart, start, ...request } = draft;
  return { ...request, start: start ?? oldStart };
};
