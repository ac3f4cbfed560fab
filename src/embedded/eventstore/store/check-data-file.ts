// Looks at LMDB's file before LMDB does: foreign bytes, or a file that was cut off, would end the process, not throw.
// Not promised: damage inside the file is not recognised here.

import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { missingPage } from './data-file.js';
import { FolderError } from './tables.js';

/** Where the first meta page has LMDB's mark, and the mark. */
const MAGIC_AT = 24;
const MAGIC = 0xbeefc0de;

const isForeign = (file: number): boolean => {
  const head = Buffer.alloc(MAGIC_AT + 4);
  return readSync(file, head, 0, head.length, 0) < head.length || head.readUInt32LE(MAGIC_AT) !== MAGIC;
};

/** Why the file cannot be opened; undefined when it can. */
const flawOf = (file: number): string | undefined => {
  // An empty file is what a start that was killed at once leaves behind.
  if (fstatSync(file).size === 0) return undefined;
  if (isForeign(file)) return 'data.mdb is not an event store';
  const missing = missingPage(file);
  if (missing === undefined) return undefined;
  return `data.mdb is cut off: ${missing === 'head' ? 'its head' : `page ${String(missing)}`} is missing`;
};

/** Throws FolderError when the folder holds a data file that is none, or not whole. */
export const refuseUnusableFile = (dataDir: string): void => {
  const path = join(dataDir, 'data.mdb');
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    const flaw = flawOf(file);
    if (flaw !== undefined) throw new FolderError('unusable', `data folder cannot be used: ${flaw}`);
  } finally {
    closeSync(file);
  }
};
