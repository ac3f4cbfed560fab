// While a folder's file is being replaced by a smaller one, nobody may open it: a note beside the file says so.
// The note of a process that is gone counts for nothing.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, isOwner, thisProcess } from './owner.js';
import { FolderError } from './tables.js';

const noteIn = (dataDir: string): string => join(dataDir, 'compacting');

const readNote = (dataDir: string): unknown => {
  try {
    return JSON.parse(readFileSync(noteIn(dataDir), 'utf8'));
  } catch {
    // None, or one that a power cut left half-written: nobody's.
    return undefined;
  }
};

/** Throws FolderError('locked') while a process is at it. */
export const refuseWhileCompacting = (dataDir: string): void => {
  const note = readNote(dataDir);
  if (isOwner(note) && isAlive(note))
    throw new FolderError('locked', `data folder is being scavenged by process ${String(note.pid)}`);
};

/** Keeps everybody out. Only for the folder's owner. Returns what lets them in again. */
export const keepOut = (dataDir: string): (() => void) => {
  writeFileSync(noteIn(dataDir), JSON.stringify(thisProcess()));
  return () => {
    rmSync(noteIn(dataDir), { force: true });
  };
};
