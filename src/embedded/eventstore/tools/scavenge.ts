// Removes for good what readers of streams cannot see any more: events beyond $maxCount, before $tb, older than
// $maxAge, and those of deleted streams. What stays keeps its revision and position; the last event of a stream
// always stays, so that its revisions go on from there, and so does a tombstone. Then the file is made smaller.
// The store must not be running. Ended at any moment, it leaves a valid store, and can be run again.

import { renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { keepOut } from '../store/compacting.js';
import { openStore, type Store } from '../store/store.js';
import { copyDataFile } from './copy-file.js';
import { syncPath } from './files.js';
import { unwatched, type OnProgress } from './progress.js';
import { removeHidden, type Removed } from './scavenge-streams.js';
import { existingFolder } from './snapshot.js';

export interface ScavengeOptions {
  readonly dataDir: string;
  readonly onProgress?: OnProgress;
}

export interface ScavengeReport extends Removed {
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

const dataFile = (folder: string): string => join(folder, 'data.mdb');
const smallerFolder = (folder: string): string => join(folder, 'compact.tmp');

/** Nobody has the folder open now. A reader that still has keeps the old file and its locks. */
const swap = (folder: string): void => {
  rmSync(join(folder, 'lock.mdb'), { force: true });
  renameSync(dataFile(smallerFolder(folder)), dataFile(folder));
  syncPath(folder);
  rmSync(smallerFolder(folder), { recursive: true, force: true });
};

/** Makes the smaller copy, and closes the store in any case. */
const shrink = async (store: Store, folder: string, onProgress: OnProgress): Promise<Removed> => {
  const { tables } = store;
  try {
    const removed = await removeHidden(tables, onProgress);
    const to = smallerFolder(folder);
    rmSync(to, { recursive: true, force: true });
    await copyDataFile({ tables, from: folder, to, compact: true, onProgress });
    return removed;
  } finally {
    await store.close();
  }
};

const fail = (error: Error): never => {
  throw error;
};

/** Scavenges a folder. Throws FolderError when a process has it open. */
export const scavenge = async (options: ScavengeOptions): Promise<ScavengeReport> => {
  const folder = existingFolder(options.dataDir);
  const bytesBefore = statSync(dataFile(folder)).size;
  const store = await openStore({ dataDir: folder, sync: true, onError: fail });
  const letIn = keepOut(folder);
  try {
    const removed = await shrink(store, folder, options.onProgress ?? unwatched);
    swap(folder);
    return { ...removed, bytesBefore, bytesAfter: statSync(dataFile(folder)).size };
  } finally {
    letIn();
  }
};
