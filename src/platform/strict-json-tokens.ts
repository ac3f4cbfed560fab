// Reads single JSON tokens from a text. Promises: linear time, native speed on long strings, no recursion.
// Does not promise: anything about structure (strict-json.ts). Fails by throwing a code, which strict-json.ts
// turns into an error with a path: only then is the path known.
import type { StrictJsonCode } from './strict-json-error.js';

/** The text and how far it has been read. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** Thrown with the offset of the token; never leaves strict-json.ts. */
export class TokenError extends Error {
  readonly code: StrictJsonCode;
  readonly offset: number;

  constructor(code: StrictJsonCode, offset: number) {
    super(code);
    this.code = code;
    this.offset = offset;
  }
}

const whitespace = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// Twelve units are copied by a slice; a longer slice would keep the whole text alive.
const shortPlainString = /"[^"\\\u0000-\u001f\ud800-\udfff]{0,12}"/y;
const loneSurrogate = /\p{Surrogate}/u;
const firstVisible = 0x21;
const quoteCode = 0x22;
const backslashCode = 0x5c;

/** Moves to the next token and returns its first UTF-16 unit; NaN at the end of the text. */
export const peek = (cursor: Cursor): number => {
  const here = cursor.text.charCodeAt(cursor.at);
  if (here >= firstVisible) return here;
  whitespace.lastIndex = cursor.at;
  whitespace.test(cursor.text);
  cursor.at = whitespace.lastIndex;
  return cursor.text.charCodeAt(cursor.at);
};

const isEscaped = (text: string, quote: number): boolean => {
  let first = quote;
  while (text.charCodeAt(first - 1) === backslashCode) first -= 1;
  return (quote - first) % 2 === 1;
};

const decode = (token: string, start: number): string => {
  try {
    return JSON.parse(token) as string;
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new TokenError('malformed', start);
    throw cause;
  }
};

const takePlain = (cursor: Cursor, end: number): string => {
  const value = cursor.text.slice(cursor.at + 1, end - 1);
  cursor.at = end;
  return value;
};

const readAnyString = (cursor: Cursor): string => {
  const { text, at: start } = cursor;
  if (text.charCodeAt(start) !== quoteCode) throw new TokenError('malformed', start);
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  if (end === -1) throw new TokenError('malformed', start);
  cursor.at = end + 1;
  const value = decode(text.slice(start, end + 1), start);
  if (loneSurrogate.test(value)) throw new TokenError('lone_surrogate', start);
  return value;
};

/** The string at the cursor. `JSON.parse` decodes it natively, and into a copy. */
export const readString = (cursor: Cursor): string => {
  shortPlainString.lastIndex = cursor.at;
  return shortPlainString.test(cursor.text)
    ? takePlain(cursor, shortPlainString.lastIndex)
    : readAnyString(cursor);
};

/**
 * The number at the cursor. Beyond ±(2^53 − 1) every double is an integer that may stand for another one, so
 * the value decides, not the spelling: `1e300` is refused like its digits. Minus zero is read as zero.
 */
export const readNumber = (cursor: Cursor): number => {
  number.lastIndex = cursor.at;
  if (!number.test(cursor.text)) throw new TokenError('malformed', cursor.at);
  const value = Number(cursor.text.slice(cursor.at, number.lastIndex));
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new TokenError('number_out_of_range', cursor.at);
  cursor.at = number.lastIndex;
  return value === 0 ? 0 : value;
};

/** Expects exactly this word (`true`, `false`, `null`) at the cursor and answers its value. */
export const readWord = <T>(cursor: Cursor, word: string, value: T): T => {
  if (!cursor.text.startsWith(word, cursor.at)) throw new TokenError('malformed', cursor.at);
  cursor.at += word.length;
  return value;
};
