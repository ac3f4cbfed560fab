// ReadReq in; the ReadResp messages other than events out.

import { positionContent } from './append-messages.js';
import { readMessage, readString, readVarint, skipField, type Cursor } from './reader.js';
import {
  eachOption,
  readAllOptions,
  readStreamOptions,
  readUuidOption,
  type IdForm,
  type PositionNumbers,
} from './request-options.js';
import { streamIdentifier } from './stream-identifier.js';
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
  readonly ids: IdForm | undefined;
}

type Draft = { -readonly [K in keyof ReadRequest]: ReadRequest[K] };

const VARINTS: PositionNumbers<number> = { readNumber: readVarint, none: 0 };

const readStreamSource = (field: Cursor, draft: Draft): void => {
  const { stream, from } = readStreamOptions(field, readVarint);
  draft.source = 'stream';
  draft.stream = stream ?? draft.stream;
  draft.from = from ?? draft.from;
};

const readAllSource = (field: Cursor, draft: Draft): void => {
  const from = readAllOptions(field, VARINTS);
  draft.source = 'all';
  draft.from = typeof from === 'object' ? from.commit : (from ?? draft.from);
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

const readOption = (c: Cursor, tag: number, draft: Draft): void => {
  switch (tag) {
    case 0x0a:
      readStreamSource(c, draft);
      return;
    case 0x12:
      readAllSource(c, draft);
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
  eachOption(buf, (c, tag) => {
    readOption(c, tag, draft);
  });
  return draft;
};

export const confirmation = (subscriptionId: string): Buffer => bytesField(2, bytesField(1, subscriptionId));

export const checkpoint = (position: number): Buffer => bytesField(3, positionContent(position));

export const streamNotFound = (stream: string): Buffer =>
  bytesField(4, bytesField(1, streamIdentifier(stream)));

export const CAUGHT_UP = emptyField(8);
