// The expectation of a writer about a stream's last revision, as the protocol numbers it.

import { readVarint, skipField, type Cursor } from './reader.js';
import { bytesField, emptyField, numberField } from './writer.js';

/** n >= 0 is an exact revision; the rest are the constants below. */
export type Expected = number;

export const NO_STREAM: Expected = -1;
export const ANY: Expected = -2;
export const EXISTS: Expected = -4;

/** Field numbers of the four forms of an expectation inside one message. */
export interface ExpectedFields {
  readonly revision: number;
  readonly noStream: number;
  readonly any: number;
  readonly exists: number;
}

/** Reads the field if it is an expectation in an options message; else skips it and keeps `before`. */
export const readExpected = (c: Cursor, tag: number, before: Expected | undefined): Expected | undefined => {
  if (tag === 0x10) return readVarint(c);
  skipField(c, tag);
  switch (tag) {
    case 0x1a:
      return NO_STREAM;
    case 0x22:
      return ANY;
    case 0x2a:
      return EXISTS;
    default:
      return before;
  }
};

/** Echoes an expectation with the field numbers of the answer. */
export const expectedField = (expected: Expected, fields: ExpectedFields): Buffer => {
  if (expected === ANY) return emptyField(fields.any);
  if (expected === EXISTS) return emptyField(fields.exists);
  if (expected === NO_STREAM) return emptyField(fields.noStream);
  return numberField(fields.revision, expected);
};

/** `current` of a stream: its last revision, or "no stream" for -1. */
export const currentField = (current: number, fields: { revision: number; noStream: number }): Buffer =>
  current < 0 ? bytesField(fields.noStream, '') : numberField(fields.revision, current);
