// Looks at the head of LMDB's file before LMDB does: opening foreign bytes would end the process, not throw.
// Not promised: a file damaged behind its head is not recognised here.

import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { FolderError } from './tables.js';

/** Where the first meta page has LMDB's mark, and the mark. */
const MAGIC_AT = 24;
const MAGIC = 0xbeefc0de;

const readHead = (path: string): Buffer => {
  const head = Buffer.alloc(MAGIC_AT + 4);
  const file = openSync(path, 'r');
  try {
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
};

/** Throws FolderError when the folder holds a data file that is none. */
export const refuseForeignFile = (dataDir: string): void => {
  const path = join(dataDir, 'data.mdb');
  if (!existsSync(path)) return;
  const head = readHead(path);
  // An empty file is what a start that was killed at once leaves behind.
  if (head.length === 0) return;
  if (head.length < MAGIC_AT + 4 || head.readUInt32LE(MAGIC_AT) !== MAGIC) {
    throw new FolderError('unusable', 'data folder cannot be used: data.mdb is not an event store');
  }
};
