// Reads LMDB's file as a file, page by page, without mapping it: a map of a file that is too short ends the process
// when the missing part is touched. Promises: `missingPage` finds any page the store needs and the file lacks. Not
// promised: pages that are there and damaged are not recognised.

import { fstatSync, readSync } from 'node:fs';

/** Sizes and places within a page, in bytes: of LMDB's data format 2 as the lmdb package writes it. */
const HEADER = 24;
const META = { version: 28, pageSize: 48, roots: [88, 136], lastPage: 144, transaction: 152, end: 160 };
const FLAGS_AT = 18;
const LOWER_AT = 20;
const NODE_HEADER = 8;
const BRANCH = 0x01;
const BIG_DATA = 0x01;
const SUB_TABLE = 0x02;
const ROOT_IN_TABLE = 40;
/** Written for the root of an empty table. */
const NO_PAGE = 2n ** 64n - 1n;

/** What the newer of the two heads says. */
interface Head {
  readonly pageSize: number;
  readonly lastPage: number;
  readonly roots: readonly number[];
}

const readAt = (file: number, at: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, at));
};

const pagesOf = (bytes: Buffer, places: readonly number[]): number[] =>
  places.map((at) => bytes.readBigUInt64LE(at)).flatMap((page) => (page === NO_PAGE ? [] : [Number(page)]));

const newestHead = (file: number): Head | undefined => {
  const first = readAt(file, 0, META.end);
  if (first.length < META.end) return undefined;
  const pageSize = first.readUInt32LE(META.pageSize);
  const second = readAt(file, pageSize, META.end);
  if (second.length < META.end) return undefined;
  const isSecond = second.readBigUInt64LE(META.transaction) > first.readBigUInt64LE(META.transaction);
  const newest = isSecond ? second : first;
  return {
    pageSize,
    lastPage: Number(newest.readBigUInt64LE(META.lastPage)),
    roots: pagesOf(newest, META.roots),
  };
};

/** A run of pages that one node points at; `isTree` = they have nodes of their own. */
interface Reference {
  readonly page: number;
  readonly count: number;
  readonly isTree: boolean;
}

const leafReference = (page: Buffer, node: number, pageSize: number): Reference[] => {
  const flags = page.readUInt16LE(node + 4);
  const data = node + NODE_HEADER + page.readUInt16LE(node + 6);
  if ((flags & BIG_DATA) !== 0) {
    const count = Math.ceil((HEADER + page.readUInt32LE(node)) / pageSize);
    return [{ page: Number(page.readBigUInt64LE(data)), count, isTree: false }];
  }
  if ((flags & SUB_TABLE) === 0) return [];
  return pagesOf(page, [data + ROOT_IN_TABLE]).map((root) => ({ page: root, count: 1, isTree: true }));
};

const referencesOf = (page: Buffer, pageSize: number): Reference[] => {
  const isBranch = (page.readUInt16LE(FLAGS_AT) & BRANCH) !== 0;
  const nodes = Array.from(
    { length: page.readUInt16LE(LOWER_AT) / 2 },
    (_, n) => HEADER + page.readUInt16LE(HEADER + 2 * n),
  );
  if (!isBranch) return nodes.flatMap((node) => leafReference(page, node, pageSize));
  return nodes.map((node) => ({ page: page.readUIntLE(node, 6), count: 1, isTree: true }));
};

/**
 * The number of a page that the store needs and the file does not have; undefined when it has all; 'head' when not
 * even its head is whole. Takes no time unless the file is shorter than the pages it counts: then every page in use is
 * looked at, for LMDB leaves free pages at the end unwritten. Throws when pages lead in circles.
 */
export const missingPage = (file: number): number | 'head' | undefined => {
  const head = newestHead(file);
  if (head === undefined) return 'head';
  const { pageSize, lastPage, roots } = head;
  const there = Math.floor(fstatSync(file).size / pageSize);
  if (there > lastPage) return undefined;
  const waiting: Reference[] = roots.map((page) => ({ page, count: 1, isTree: true }));
  let looked = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.page + next.count > there) return next.page + next.count - 1;
    if (!next.isTree) continue;
    if (++looked > there) throw new Error('data.mdb is damaged: its pages lead in circles');
    for (const reference of referencesOf(readAt(file, next.page * pageSize, pageSize), pageSize)) {
      waiting.push(reference);
    }
  }
  return undefined;
};
