// Looks at LMDB's file before LMDB does: opening foreign bytes, or a file that was cut, would end the process,
// not throw. Not promised: other damage is not recognised here; `verify` does.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { newestMeta, openPageFile, type PageFile } from '../file/page-file.js';
import { walkPages } from '../file/walk-pages.js';
import { FolderError } from './tables.js';

const refuse = (reason: string): never => {
  throw new FolderError('unusable', `data folder cannot be used: ${reason}`);
};

/** True when a page that is needed is not there: the file may end before pages that are free. */
const lacksPages = (file: PageFile): boolean => {
  const walk = walkPages(file);
  let step = walk.next();
  while (step.done !== true) step = walk.next();
  return step.value.length > 0;
};

const checkLength = (file: PageFile): void => {
  // An empty file is what a start that was killed at once leaves behind.
  if (file.bytes === 0) return;
  const meta = newestMeta(file) ?? refuse('data.mdb is not an event store');
  const expected = (meta.lastPage + 1) * meta.pageSize;
  if (file.bytes < expected && lacksPages(file))
    refuse(`data.mdb is cut short: ${String(file.bytes)} bytes of ${String(expected)}`);
};

/** Throws FolderError when the folder holds a data file that is none, or not a whole one. */
export const checkDataFile = (dataDir: string): void => {
  if (!existsSync(join(dataDir, 'data.mdb'))) return;
  const file = openPageFile(dataDir);
  try {
    checkLength(file);
  } finally {
    file.close();
  }
};
