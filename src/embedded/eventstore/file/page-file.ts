// LMDB's data file, looked at without LMDB: it maps the file into memory, and what is not there or makes no
// sense would end the process instead of being an error. Layout: 64-bit LMDB 1.0, little-endian.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes before what a page holds. */
export const PAGE_HEADER = 24;

const MAGIC = 0xbeefc0de;
const META_BYTES = 160;
const SMALLEST_PAGE = 256;

/** A tree of pages; `root` is undefined when it is empty. */
export interface Tree {
  readonly root: number | undefined;
  readonly depth: number;
  readonly entries: number;
}

/** A committed state of the file, as one of its first two pages tells it. */
export interface Meta {
  readonly pageSize: number;
  /** The highest page in use. The file may end before it when the last pages are free. */
  readonly lastPage: number;
  readonly transaction: number;
  readonly free: Tree;
  readonly main: Tree;
}

/** The open file. */
export interface PageFile {
  readonly bytes: number;
  /** Reads from a byte on; shorter than asked for at the end of the file. */
  read(at: number, length: number): Buffer;
  close(): void;
}

/** Opens the data file of a folder. */
export const openPageFile = (dataDir: string): PageFile => {
  const file = openSync(join(dataDir, 'data.mdb'), 'r');
  return {
    bytes: fstatSync(file).size,
    read: (at, length) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, at));
    },
    close: () => {
      closeSync(file);
    },
  };
};

/** A 64-bit number; what a double cannot hold becomes a number no file reaches. */
export const readNumber = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at));

/** The 48 bytes that describe a tree. */
export const readTree = (bytes: Buffer, at: number): Tree => {
  const root = readNumber(bytes, at + 40);
  return {
    root: root >= 2 ** 63 ? undefined : root,
    depth: bytes.readUInt16LE(at + 6),
    entries: readNumber(bytes, at + 32),
  };
};

const readMeta = (bytes: Buffer): Meta | undefined => {
  if (bytes.length < META_BYTES || bytes.readUInt32LE(PAGE_HEADER) !== MAGIC) return undefined;
  const pageSize = bytes.readUInt32LE(48);
  if (pageSize < SMALLEST_PAGE || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) return undefined;
  return {
    pageSize,
    lastPage: readNumber(bytes, 144),
    transaction: readNumber(bytes, 152),
    free: readTree(bytes, 48),
    main: readTree(bytes, 96),
  };
};

/** The newest committed state; undefined when one of the first two pages is none of LMDB's. */
export const newestMeta = (file: PageFile): Meta | undefined => {
  const first = readMeta(file.read(0, META_BYTES));
  if (first === undefined) return undefined;
  const second = readMeta(file.read(first.pageSize, META_BYTES));
  if (second?.pageSize !== first.pageSize) return undefined;
  return second.transaction > first.transaction ? second : first;
};
