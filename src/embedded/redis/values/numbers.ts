import { notAFloat, notAnInteger, ReplyError } from '../protocol/reply.js';

const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;
const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

/** The only spelling of a 64-bit integer that counts as one; undefined for everything else. */
const asBigInt = (text: string): bigint | undefined => {
  if (!INTEGER.test(text)) return undefined;
  const value = BigInt(text);
  return value >= MIN && value <= MAX ? value : undefined;
};

/** For counts and positions: beyond 2^53 it is rounded, which no list is long enough to notice. */
export const parseInteger = (text: string): number => {
  // The common case without big numbers.
  if (text.length < 16 && INTEGER.test(text)) return Number(text);
  const value = asBigInt(text);
  if (value === undefined) throw notAnInteger();
  return Number(value);
};

/** Adds exactly in 64 bits. Throws ReplyError when either is no integer, or the sum does not fit. */
export const addIntegers = (text: string, delta: string): string => {
  if (text.length < 15 && delta.length < 15 && INTEGER.test(text) && INTEGER.test(delta))
    return String(Number(text) + Number(delta));
  const left = asBigInt(text);
  const right = asBigInt(delta);
  if (left === undefined || right === undefined) throw notAnInteger();
  const sum = left + right;
  if (sum > MAX || sum < MIN) throw new ReplyError('ERR increment or decrement would overflow');
  return sum.toString();
};

/** An integer for a reply: exact at any size. */
export const integerReply = (text: string): number | bigint =>
  text.length < 16 ? Number(text) : BigInt(text);

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const HEX = /^([+-]?)(0x[\da-f]+)$/i;

/** A number as Redis reads scores and floats; undefined when it is none (NaN is none). */
export const readFloat = (text: string): number | undefined => {
  if (DECIMAL.test(text)) return Number(text);
  const infinite = INFINITE.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  const hex = HEX.exec(text);
  return hex ? Number(hex[2]) * (hex[1] === '-' ? -1 : 1) : undefined;
};

export const parseFloatOrThrow = (text: string): number => {
  const value = readFloat(text);
  if (value === undefined) throw notAFloat();
  return value;
};

/** The shortest text that reads back as the same number. */
export const formatFloat = (value: number): string => {
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
};

/** Without an exponent, as INCRBYFLOAT stores it: 17 digits behind the point at most. */
export const formatPlain = (value: number): string => {
  const text = formatFloat(value);
  if (!text.includes('e')) return text === '-0' ? '0' : text;
  if (Math.abs(value) >= 1) return BigInt(value).toString();
  const fixed = value.toFixed(17).replace(/\.?0+$/, '');
  return fixed === '-0' ? '0' : fixed;
};
