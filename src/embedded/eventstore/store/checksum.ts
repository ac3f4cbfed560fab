// A record is stored with the CRC-32 of its bytes behind it. Records written by format 1 have none: a record
// says itself where it ends. Not promised: that reads check it. `verify` does.

import { crc32 } from 'node:zlib';
import { cursorOf, readVarint } from '../wire/reader.js';

/** Bytes behind a record. */
export const CHECKSUM_BYTES = 4;

/** Fills in the checksum of a record that has room for it behind it. */
export const putChecksum = (stored: Buffer): Buffer => {
  const end = stored.length - CHECKSUM_BYTES;
  stored.writeUInt32BE(crc32(stored.subarray(0, end)), end);
  return stored;
};

/** Where the record ends in what is stored. Throws WireError when there is none. */
const endOf = (stored: Buffer): number => {
  const c = cursorOf(stored);
  readVarint(c);
  const length = readVarint(c);
  return c.pos + length;
};

/** The record in what is stored, sharing its memory. */
export const recordIn = (stored: Buffer): Buffer => stored.subarray(0, endOf(stored));

/** Whether the checksum fits; 'none' for a record of format 1. */
export const checkRecord = (stored: Buffer): 'good' | 'bad' | 'none' => {
  const end = endOf(stored);
  if (stored.length === end) return 'none';
  if (stored.length !== end + CHECKSUM_BYTES) return 'bad';
  return crc32(stored.subarray(0, end)) === stored.readUInt32BE(end) ? 'good' : 'bad';
};
