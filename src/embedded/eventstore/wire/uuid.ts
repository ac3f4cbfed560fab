// Event ids on the wire: a string, or two signed 64-bit halves. Inside the store they are always the lower-
// case string.

import { readInt64, readMessage, readVarint, skipField, type Cursor } from './reader.js';
import { bytesField, int64Field, message } from './writer.js';

const CANONICAL = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Puts the dashes into 32 hex digits. */
const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

const canonical = (text: string): string => {
  if (CANONICAL.test(text)) return text;
  const lower = text.toLowerCase().replaceAll('-', '');
  return /^[0-9a-f]{32}$/.test(lower) ? dashed(lower) : '';
};

const half = (value: bigint): string => BigInt.asUintN(64, value).toString(16).padStart(16, '0');

const readHalves = (c: Cursor): string => {
  let msb = 0n;
  let lsb = 0n;
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x08) msb = readInt64(c);
    else if (tag === 0x10) lsb = readInt64(c);
    else skipField(c, tag);
  }
  return dashed(half(msb) + half(lsb));
};

/** Reads a UUID message in either form; '' when it is empty or no UUID. */
export const readUuid = (field: Cursor): string => {
  const c = readMessage(field);
  let id = '';
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) id = readHalves(readMessage(c));
    else if (tag === 0x12) {
      const inner = readMessage(c);
      id = inner.pos === inner.end ? '' : canonical(inner.buf.toString('latin1', inner.pos, inner.end));
    } else skipField(c, tag);
  }
  return id;
};

/** The content of a UUID message with two halves. */
export const structuredUuid = (id: string): Buffer => {
  const hex = id.replaceAll('-', '');
  const msb = BigInt.asIntN(64, BigInt(`0x${hex.slice(0, 16)}`));
  const lsb = BigInt.asIntN(64, BigInt(`0x${hex.slice(16)}`));
  return bytesField(1, message(int64Field(1, msb), int64Field(2, lsb)));
};

/** The content of a UUID message with a string. */
export const stringUuid = (id: string): Buffer => bytesField(2, id);

/** True for the all-zero id, which the protocol treats as missing. */
export const isEmptyId = (id: string): boolean => id === '' || id === '00000000-0000-0000-0000-000000000000';
