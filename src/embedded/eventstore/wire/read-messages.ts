// ReadReq in; the ReadResp messages other than events out.

import { cursorOf, readMessage, readString, readVarint, skipField, type Cursor } from './reader.js';
import { readStreamName, streamIdentifier } from './stream-identifier.js';
import { positionContent } from './append-messages.js';
import { bytesField, emptyField } from './writer.js';

/** Where to start: a revision or position, or one of the ends. */
export type ReadFrom = number | 'start' | 'end';

export interface FilterOptions {
  readonly on: 'stream' | 'type' | undefined;
  readonly regex: string;
  readonly prefixes: readonly string[];
  /** How many events are looked at per page; undefined = the default. */
  readonly window: number | undefined;
  readonly checkpointMultiplier: number;
}

export interface ReadRequest {
  readonly source: 'stream' | 'all' | undefined;
  readonly stream: string;
  readonly from: ReadFrom;
  readonly backwards: boolean;
  readonly resolveLinks: boolean;
  /** Number of events, or 'subscription'; undefined when the client sent neither. */
  readonly count: number | 'subscription' | undefined;
  readonly filter: FilterOptions | undefined;
  /** undefined when the client did not say, which is refused. */
  readonly ids: 'string' | 'structured' | undefined;
}

type Draft = { -readonly [K in keyof ReadRequest]: ReadRequest[K] };

const readPosition = (field: Cursor): number => {
  const c = readMessage(field);
  let commit = 0;
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x08) commit = readVarint(c);
    else skipField(c, tag);
  }
  return commit;
};

const readStreamOptions = (field: Cursor, draft: Draft): void => {
  const c = readMessage(field);
  draft.source = 'stream';
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) draft.stream = readStreamName(c);
    else if (tag === 0x10) draft.from = readVarint(c);
    else {
      if (tag === 0x1a) draft.from = 'start';
      if (tag === 0x22) draft.from = 'end';
      skipField(c, tag);
    }
  }
};

const readAllOptions = (field: Cursor, draft: Draft): void => {
  const c = readMessage(field);
  draft.source = 'all';
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) draft.from = readPosition(c);
    else {
      if (tag === 0x12) draft.from = 'start';
      if (tag === 0x1a) draft.from = 'end';
      skipField(c, tag);
    }
  }
};

const readExpression = (field: Cursor): { regex: string; prefixes: string[] } => {
  const c = readMessage(field);
  const prefixes: string[] = [];
  let regex = '';
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) regex = readString(c);
    else if (tag === 0x12) prefixes.push(readString(c));
    else skipField(c, tag);
  }
  return { regex, prefixes };
};

/** Reads a FilterOptions field. */
export const readFilter = (field: Cursor): FilterOptions => {
  const c = readMessage(field);
  let filter: FilterOptions = {
    on: undefined,
    regex: '',
    prefixes: [],
    window: undefined,
    checkpointMultiplier: 0,
  };
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) filter = { ...filter, on: 'stream', ...readExpression(c) };
    else if (tag === 0x12) filter = { ...filter, on: 'type', ...readExpression(c) };
    else if (tag === 0x18) filter = { ...filter, window: readVarint(c) };
    else if (tag === 0x28) filter = { ...filter, checkpointMultiplier: readVarint(c) };
    else skipField(c, tag);
  }
  return filter;
};

/** Reads the form of ids a client asks for. */
export const readUuidOption = (field: Cursor): 'string' | 'structured' => {
  const c = readMessage(field);
  let ids: 'string' | 'structured' = 'structured';
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x12) ids = 'string';
    skipField(c, tag);
  }
  return ids;
};

const readOption = (c: Cursor, tag: number, draft: Draft): void => {
  switch (tag) {
    case 0x0a:
      readStreamOptions(c, draft);
      return;
    case 0x12:
      readAllOptions(c, draft);
      return;
    case 0x18:
      draft.backwards = readVarint(c) === 1;
      return;
    case 0x20:
      draft.resolveLinks = readVarint(c) !== 0;
      return;
    case 0x28:
      draft.count = readVarint(c);
      return;
    case 0x32:
      draft.count = 'subscription';
      skipField(c, tag);
      return;
    case 0x3a:
      draft.filter = readFilter(c);
      return;
    case 0x4a:
      draft.ids = readUuidOption(c);
      return;
    default:
      skipField(c, tag);
      return;
  }
};

/** Reads a ReadReq. */
export const readReadRequest = (buf: Buffer): ReadRequest => {
  const draft: Draft = {
    source: undefined,
    stream: '',
    from: 'start',
    backwards: false,
    resolveLinks: false,
    count: undefined,
    filter: undefined,
    ids: undefined,
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
  return draft;
};

export const confirmation = (subscriptionId: string): Buffer => bytesField(2, bytesField(1, subscriptionId));

export const checkpoint = (position: number): Buffer => bytesField(3, positionContent(position));

export const streamNotFound = (stream: string): Buffer =>
  bytesField(4, bytesField(1, streamIdentifier(stream)));

export const CAUGHT_UP = emptyField(8);
