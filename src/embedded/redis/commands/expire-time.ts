import { ReplyError, syntaxError } from '../protocol/reply.js';
import { parseInteger } from '../values/numbers.js';
import type { Call } from './command.js';

const LATEST = 2 ** 63;

export const invalidExpire = (name: string): ReplyError =>
  new ReplyError(`ERR invalid expire time in '${name}' command`);

export const isExpiryUnit = (word: string): boolean => ['ex', 'px', 'exat', 'pxat'].includes(word);

/** Milliseconds since 1970 for `ex`, `px`, `exat`, `pxat`. Throws ReplyError for another word, 0 or less. */
export const expiryOption = (call: Call, unit: string, time: string | undefined): number => {
  if (!isExpiryUnit(unit) || time === undefined) throw syntaxError();
  const value = parseInteger(time);
  const name = (call.words[0] ?? '').toLowerCase();
  const ms = unit.startsWith('e') ? value * 1000 : value;
  const at = unit.endsWith('at') ? ms : call.db.now() + ms;
  if (value <= 0 || Math.abs(at) >= LATEST || ms >= LATEST) throw invalidExpire(name);
  return at;
};

/** Seconds, fractions too, for commands that wait; in milliseconds. */
export const timeoutMs = (text: string): number => {
  const seconds = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(seconds)) throw new ReplyError('ERR timeout is not a float or out of range');
  if (seconds < 0) throw new ReplyError('ERR timeout is negative');
  if (seconds * 1000 >= LATEST) throw new ReplyError('ERR timeout is out of range');
  return Math.ceil(seconds * 1000);
};
