import type { Data } from './data.js';
import { LuaError } from './stack.js';

type Source = { readonly bytes: Buffer; at: number };

const take = (source: Source, length: number): Buffer => {
  const end = source.at + length;
  if (end > source.bytes.length) throw new LuaError('Missing bytes in input.');
  const part = source.bytes.subarray(source.at, end);
  source.at = end;
  return part;
};

const unsigned = (source: Source, size: 1 | 2 | 4 | 8): number => {
  const part = take(source, size);
  return size === 8 ? Number(part.readBigUInt64BE()) : part.readUIntBE(0, size);
};

const signed = (source: Source, size: 1 | 2 | 4 | 8): number => {
  const part = take(source, size);
  return size === 8 ? Number(part.readBigInt64BE()) : part.readIntBE(0, size);
};

const text = (source: Source, length: number): string => take(source, length).toString('latin1');

const list = (source: Source, length: number): Data => {
  const items: Data[] = [];
  for (let n = 0; n < length; n += 1) items.push(read(source));
  return items;
};

const map = (source: Source, length: number): Data => {
  const entries = new Map<Data, Data>();
  for (let n = 0; n < length; n += 1) {
    const key = read(source);
    entries.set(key, read(source));
  }
  return entries;
};

const byTag: Readonly<Record<number, (source: Source) => Data>> = {
  0xc0: () => null,
  0xc2: () => false,
  0xc3: () => true,
  0xc4: (source) => text(source, unsigned(source, 1)),
  0xc5: (source) => text(source, unsigned(source, 2)),
  0xc6: (source) => text(source, unsigned(source, 4)),
  0xca: (source) => take(source, 4).readFloatBE(),
  0xcb: (source) => take(source, 8).readDoubleBE(),
  0xcc: (source) => unsigned(source, 1),
  0xcd: (source) => unsigned(source, 2),
  0xce: (source) => unsigned(source, 4),
  0xcf: (source) => unsigned(source, 8),
  0xd0: (source) => signed(source, 1),
  0xd1: (source) => signed(source, 2),
  0xd2: (source) => signed(source, 4),
  0xd3: (source) => signed(source, 8),
  0xd9: (source) => text(source, unsigned(source, 1)),
  0xda: (source) => text(source, unsigned(source, 2)),
  0xdb: (source) => text(source, unsigned(source, 4)),
  0xdc: (source) => list(source, unsigned(source, 2)),
  0xdd: (source) => list(source, unsigned(source, 4)),
  0xde: (source) => map(source, unsigned(source, 2)),
  0xdf: (source) => map(source, unsigned(source, 4)),
};

const read = (source: Source): Data => {
  const tag = unsigned(source, 1);
  if (tag < 0x80) return tag;
  if (tag >= 0xe0) return tag - 256;
  if (tag < 0x90) return map(source, tag & 15);
  if (tag < 0xa0) return list(source, tag & 15);
  if (tag < 0xc0) return text(source, tag & 31);
  const known = byTag[tag];
  if (known === undefined) throw new LuaError('Bad data format in input.');
  return known(source);
};

/** All values that `packed` holds, one after the other. Throws LuaError. */
export const unpackMessages = (packed: string): readonly Data[] => {
  const source = { bytes: Buffer.from(packed, 'latin1'), at: 0 };
  const values: Data[] = [];
  while (source.at < source.bytes.length) values.push(read(source));
  return values;
};
