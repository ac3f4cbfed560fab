// Reads JSON that people send. Promises: what it accepts, JSON.parse reads the same (but for -0, read as 0),
// and stored text keeps its meaning: no duplicate or prototype keys, no numbers beyond 2^53, no lone
// surrogates. Linear time, no recursion. Does not promise: a schema. Fails with StrictJsonError at the first
// offence, in reading order.
import { type PathStep, StrictJsonError, showPath } from './strict-json-error.js';
import { type Cursor, peek, readNumber, readString, readWord, TokenError } from './strict-json-tokens.js';

export { StrictJsonError } from './strict-json-error.js';

type Frame =
  | { readonly kind: 'array'; readonly value: unknown[] }
  | { readonly kind: 'object'; readonly value: Record<string, unknown>; key: string; named: boolean };

interface Parser extends Cursor {
  readonly frames: Frame[];
  readonly maxDepth: number;
}

const code = {
  comma: 0x2c,
  colon: 0x3a,
  openArray: 0x5b,
  closeArray: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
};
const opened = Symbol('a container whose first value comes next');
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

const expect = (parser: Parser, unit: number): void => {
  if (peek(parser) !== unit) throw new TokenError('malformed', parser.at);
  parser.at += 1;
};

const readKey = (parser: Parser, frame: Frame & { kind: 'object' }): void => {
  frame.named = false;
  peek(parser);
  const start = parser.at;
  const key = readString(parser);
  frame.key = key;
  frame.named = true;
  if (forbiddenKeys.has(key)) throw new TokenError('forbidden_key', start);
  if (Object.hasOwn(frame.value, key)) throw new TokenError('duplicate_key', start);
  expect(parser, code.colon);
};

const open = (parser: Parser, frame: Frame): unknown => {
  if (parser.frames.length >= parser.maxDepth) throw new TokenError('too_deep', parser.at);
  parser.at += 1;
  if (peek(parser) === (frame.kind === 'array' ? code.closeArray : code.closeObject)) {
    parser.at += 1;
    return frame.value;
  }
  parser.frames.push(frame);
  if (frame.kind === 'object') readKey(parser, frame);
  return opened;
};

const readValue = (parser: Parser): unknown => {
  switch (peek(parser)) {
    case code.openObject:
      return open(parser, { kind: 'object', value: {}, key: '', named: false });
    case code.openArray:
      return open(parser, { kind: 'array', value: [] });
    case 0x22:
      return readString(parser);
    case 0x74:
      return readWord(parser, 'true', true);
    case 0x66:
      return readWord(parser, 'false', false);
    case 0x6e:
      return readWord(parser, 'null', null);
    default:
      return readNumber(parser);
  }
};

const place = (frame: Frame, value: unknown): void => {
  if (frame.kind === 'array') frame.value.push(value);
  else frame.value[frame.key] = value;
};

/** Puts a finished value into its container; true when that container is finished too. */
const closes = (parser: Parser, frame: Frame, value: unknown): boolean => {
  place(frame, value);
  const unit = peek(parser);
  parser.at += 1;
  if (unit === code.comma) {
    if (frame.kind === 'object') readKey(parser, frame);
    return false;
  }
  if (unit === (frame.kind === 'array' ? code.closeArray : code.closeObject)) return true;
  throw new TokenError('malformed', parser.at - 1);
};

const readDocument = (parser: Parser): unknown => {
  for (;;) {
    let value = readValue(parser);
    let finished = value !== opened;
    while (finished) {
      const frame = parser.frames.at(-1);
      if (frame === undefined) return value;
      finished = closes(parser, frame, value);
      if (finished) {
        value = frame.value;
        parser.frames.pop();
      }
    }
  }
};

/** The step to what is being read now: none while an object waits for its next key. */
const stepInto = (frame: Frame): readonly PathStep[] => {
  if (frame.kind === 'array') return [frame.value.length];
  return frame.named ? [frame.key] : [];
};

/**
 * Reads a JSON text or throws StrictJsonError {code, path, offset}. `maxDepth` counts nested arrays and
 * objects: 1 allows `[]` but not `[[]]`. Source of the rules: decisions 4 and 9 of the contract.
 */
export const parseStrictJson = (text: string, { maxDepth = 200 }: { maxDepth?: number } = {}): unknown => {
  const parser: Parser = { text, at: 0, frames: [], maxDepth };
  try {
    const value = readDocument(parser);
    if (!Number.isNaN(peek(parser))) throw new TokenError('malformed', parser.at);
    return value;
  } catch (cause) {
    if (!(cause instanceof TokenError)) throw cause;
    throw new StrictJsonError(cause.code, showPath(parser.frames.flatMap(stepInto)), cause.offset);
  }
};
