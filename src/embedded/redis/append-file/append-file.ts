// The append-only file: every change, in order, as the command that makes it again.
// Promises: what `flush` wrote survives kill -9; what was written a second ago survives a power cut. A write
// that fails is tried again with the same bytes; until it went well `failure` says why, and nothing is
// forgotten. Does not: decide who gets an answer (see ../built-in.ts).
import {
  closeSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export type AppendFile = Readonly<{
  /** Adds and writes; false when it could not be written now. */
  write: (text: string) => boolean;
  failure: () => string | undefined;
  size: () => number;
  /** Asks the disk to keep what was written since the last time. */
  sync: () => void;
  /** Replaces the file by a whole new one; what waits to be written is in it. */
  replaceBy: (file: string) => void;
  close: () => void;
}>;

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EFBIG' || code === 'EDQUOT') return 'No space left on device';
  return error instanceof Error ? error.message : String(error);
};

/** A new name of a file is on disk only when its folder is. */
const syncFolder = (folder: string): void => {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/** Opens `file` and cuts it to `size` bytes. */
export const openAppendFile = (file: string, size: number): AppendFile => {
  let fd = openSync(file, 'a', 0o600);
  ftruncateSync(fd, size);
  let length = size;
  let waiting = Buffer.alloc(0);
  let writeFailure: string | undefined;
  let syncFailure: string | undefined;
  let unsynced = 0;
  let syncing = false;
  const retired: number[] = [];

  const writeWaiting = (): boolean => {
    try {
      while (waiting.length > 0) {
        const written = writeSync(fd, waiting);
        waiting = waiting.subarray(written);
        length += written;
        unsynced += written;
      }
      writeFailure = undefined;
    } catch (error) {
      writeFailure = reasonOf(error);
    }
    return writeFailure === undefined;
  };
  const sync = (): void => {
    if (writeFailure !== undefined) writeWaiting();
    if (syncing || (unsynced === 0 && syncFailure === undefined)) return;
    const covered = unsynced;
    syncing = true;
    fdatasync(fd, (error) => {
      syncing = false;
      for (const old of retired.splice(0)) closeSync(old);
      syncFailure = error ? reasonOf(error) : undefined;
      if (!error) unsynced -= Math.min(covered, unsynced);
    });
  };
  return {
    write: (text) => {
      if (text !== '') waiting = Buffer.concat([waiting, Buffer.from(text, 'latin1')]);
      return writeWaiting();
    },
    failure: () => writeFailure ?? syncFailure,
    size: () => length,
    sync,
    replaceBy: (other) => {
      const next = openSync(other, 'a');
      fsyncSync(next);
      renameSync(other, file);
      syncFolder(dirname(file));
      // A sync of the old one may be on its way in another thread.
      if (syncing) retired.push(fd);
      else closeSync(fd);
      fd = next;
      length = fstatSync(fd).size;
      waiting = Buffer.alloc(0);
      writeFailure = undefined;
      unsynced = 0;
    },
    close: () => {
      writeWaiting();
      fsyncSync(fd);
      closeSync(fd);
    },
  };
};
