import type { Data } from './data.js';

const byte = (value: number): string => String.fromCharCode(value & 255);

/** `size` bytes, the highest first. */
const wide = (value: number, size: 2 | 4): string => {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value >>> 0, 0, size);
  return bytes.toString('latin1');
};

const eight = (write: (bytes: Buffer) => void): string => {
  const bytes = Buffer.alloc(8);
  write(bytes);
  return bytes.toString('latin1');
};

const integer = (value: number): string => {
  if (value >= 0) {
    if (value < 0x80) return byte(value);
    if (value < 0x100) return `\xcc${byte(value)}`;
    if (value < 0x10000) return `\xcd${wide(value, 2)}`;
    if (value < 0x100000000) return `\xce${wide(value, 4)}`;
    return `\xcf${eight((bytes) => bytes.writeBigUInt64BE(BigInt(value)))}`;
  }
  if (value >= -32) return byte(value);
  if (value >= -0x80) return `\xd0${byte(value)}`;
  if (value >= -0x8000) return `\xd1${wide(value & 0xffff, 2)}`;
  if (value >= -0x80000000) return `\xd2${wide(value, 4)}`;
  return `\xd3${eight((bytes) => bytes.writeBigInt64BE(BigInt(value)))}`;
};

const number = (value: number): string =>
  Number.isSafeInteger(value) ? integer(value) : `\xcb${eight((bytes) => bytes.writeDoubleBE(value))}`;

const textHead = (length: number): string => {
  if (length < 32) return byte(0xa0 | length);
  if (length < 0x100) return `\xd9${byte(length)}`;
  return length < 0x10000 ? `\xda${wide(length, 2)}` : `\xdb${wide(length, 4)}`;
};

const head = (length: number, tags: Readonly<{ short: number; two: string; four: string }>): string => {
  if (length < 16) return byte(tags.short | length);
  return length < 0x10000 ? tags.two + wide(length, 2) : tags.four + wide(length, 4);
};

const LIST = { short: 0x90, two: '\xdc', four: '\xdd' };
const MAP = { short: 0x80, two: '\xde', four: '\xdf' };

/** One value as MessagePack, in the smallest form. */
export const packMessage = (data: Data): string => {
  if (data === null) return '\xc0';
  if (typeof data === 'boolean') return data ? '\xc3' : '\xc2';
  if (typeof data === 'number') return number(data);
  if (typeof data === 'string') return textHead(data.length) + data;
  if (data instanceof Map) return head(data.size, MAP) + [...data].flat().map(packMessage).join('');
  return head(data.length, LIST) + data.map(packMessage).join('');
};
