// Folders and files of the tools: targets that must be empty, copies that are on disk when they are said to be.

import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { FolderError } from '../store/tables.js';

/** What a folder that a tool left unfinished can hold; anything else is somebody's. */
const OWN_FILES = new Set(['data.mdb', 'lock.mdb', 'backup.json']);

/** Throws FolderError when the folder holds anything. */
export const refuseNonEmpty = (dir: string): void => {
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new FolderError('unusable', `${dir} is not empty: nothing was written`);
};

/** Removes what an earlier run left unfinished. Throws FolderError when there is anything else in it. */
export const clearUnfinished = (dir: string): void => {
  if (!existsSync(dir)) return;
  const strange = readdirSync(dir).find((name) => !OWN_FILES.has(name));
  if (strange !== undefined)
    throw new FolderError('unusable', `${dir} holds ${strange}, which is not ours: nothing was written`);
  rmSync(dir, { recursive: true });
};

/** Has a file, or the list of a folder's files, on disk when it returns. */
export const syncPath = (path: string): void => {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};
