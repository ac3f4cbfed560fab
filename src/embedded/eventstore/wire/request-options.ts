// What requests have in common: options in field 1, a source with a place to begin at, a form of ids.

import { cursorOf, readChoice, readMessage, readVarint, skipField, type Cursor } from './reader.js';
import { readStreamName } from './stream-identifier.js';

/** Reads one field of a message, or skips it. */
export type ReadField = (c: Cursor, tag: number) => void;

/** Enters the options, field 1 of a request; `read` has to move past each of their fields. */
export const eachOption = (buf: Buffer, read: ReadField): void => {
  const outer = cursorOf(buf);
  while (outer.pos < outer.end) {
    const tag = readVarint(outer);
    if (tag !== 0x0a) {
      skipField(outer, tag);
      continue;
    }
    const c = readMessage(outer);
    while (c.pos < c.end) read(c, readVarint(c));
  }
};

/** A position as sent; its numbers as the reader of numbers gives them. */
export interface SentPosition<N> {
  readonly commit: N;
  readonly prepare: N;
}

type End = 'start' | 'end';

const STREAM_ENDS: Readonly<Record<number, End>> = { 0x1a: 'start', 0x22: 'end' };
const ALL_ENDS: Readonly<Record<number, End>> = { 0x12: 'start', 0x1a: 'end' };

/** The options of a stream as source; undefined = not sent. */
export const readStreamOptions = <N>(
  field: Cursor,
  readNumber: (c: Cursor) => N,
): { readonly stream: string | undefined; readonly from: N | End | undefined } => {
  const c = readMessage(field);
  let stream: string | undefined;
  let from: N | End | undefined;
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) stream = readStreamName(c);
    else if (tag === 0x10) from = readNumber(c);
    else from = readChoice<N | End | undefined>(c, tag, { choices: STREAM_ENDS, before: from });
  }
  return { stream, from };
};

const readPosition = <N>(field: Cursor, readNumber: (c: Cursor) => N, none: N): SentPosition<N> => {
  const c = readMessage(field);
  const position = { commit: none, prepare: none };
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x08) position.commit = readNumber(c);
    else if (tag === 0x10) position.prepare = readNumber(c);
    else skipField(c, tag);
  }
  return position;
};

/** How the numbers of a position are read; `none` stands for one that is not there. */
export interface PositionNumbers<N> {
  readonly readNumber: (c: Cursor) => N;
  readonly none: N;
}

/** The options of `$all` as source; undefined = not sent. `readFilter` is handed field 4. */
export const readAllOptions = <N>(
  field: Cursor,
  { readNumber, none }: PositionNumbers<N>,
  readFilter: ReadField = skipField,
): SentPosition<N> | End | undefined => {
  const c = readMessage(field);
  let from: SentPosition<N> | End | undefined;
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) from = readPosition(c, readNumber, none);
    else if (tag === 0x22) readFilter(c, tag);
    else from = readChoice<typeof from>(c, tag, { choices: ALL_ENDS, before: from });
  }
  return from;
};

/** The form in which a client wants ids. */
export type IdForm = 'string' | 'structured';

const ID_FORMS: Readonly<Record<number, IdForm>> = { 0x12: 'string' };

/** Reads the form of ids a client asks for. */
export const readUuidOption = (field: Cursor): IdForm => {
  const c = readMessage(field);
  let ids: IdForm = 'structured';
  while (c.pos < c.end) ids = readChoice(c, readVarint(c), { choices: ID_FORMS, before: ids });
  return ids;
};
