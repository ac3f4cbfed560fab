// AppendReq in, AppendResp out.

import { currentField, expectedField, readExpected, type Expected } from './expected.js';
import { readProposedMessage, type ProposedEvent } from './proposed-message.js';
import { cursorOf, readMessage, readVarint, skipField, type Cursor } from './reader.js';
import { readStreamName } from './stream-identifier.js';
import { bytesField, emptyField, message, numberField } from './writer.js';

/** Target and expectation; `expected` is undefined when the client sent none. */
export interface TargetOptions {
  readonly stream: string;
  readonly expected: Expected | undefined;
}

export type AppendPart =
  | { readonly kind: 'options'; readonly options: TargetOptions }
  | { readonly kind: 'event'; readonly event: ProposedEvent }
  | { readonly kind: 'empty' };

/** Reads an options message of Append, Delete or Tombstone. */
const readTargetOptions = (field: Cursor): TargetOptions => {
  const c = readMessage(field);
  let stream = '';
  let expected: Expected | undefined;
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) stream = readStreamName(c);
    else expected = readExpected(c, tag, expected);
  }
  return { stream, expected };
};

/** Reads one message of an Append call. */
export const readAppendPart = (buf: Buffer): AppendPart => {
  const c = cursorOf(buf);
  let part: AppendPart = { kind: 'empty' };
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) part = { kind: 'options', options: readTargetOptions(c) };
    else if (tag === 0x12) part = { kind: 'event', event: readProposedMessage(c) };
    else skipField(c, tag);
  }
  return part;
};

/** Reads a DeleteReq or TombstoneReq. */
export const readDeleteRequest = (buf: Buffer): TargetOptions => {
  const c = cursorOf(buf);
  let options: TargetOptions = { stream: '', expected: undefined };
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) options = readTargetOptions(c);
    else skipField(c, tag);
  }
  return options;
};

/** The content of a Position message; commit and prepare are always equal here. */
export const positionContent = (position: number): Buffer =>
  message(numberField(1, position), numberField(2, position));

/** AppendResp for a success; `position` 0 means unknown. */
export const appendSuccess = (current: number, position: number): Buffer =>
  bytesField(
    1,
    message(
      currentField(current, { revision: 1, noStream: 2 }),
      position > 0 ? bytesField(3, positionContent(position)) : emptyField(4),
    ),
  );

const WRONG_EXPECTED = { revision: 8, any: 9, exists: 10, noStream: 11 };

/** AppendResp for a wrong expected version: the current form only, which is what clients read. */
export const appendWrongVersion = (current: number, expected: Expected): Buffer =>
  bytesField(
    2,
    message(currentField(current, { revision: 6, noStream: 7 }), expectedField(expected, WRONG_EXPECTED)),
  );

/** DeleteResp or TombstoneResp. */
export const deleteSuccess = (position: number): Buffer => bytesField(1, positionContent(position));
