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

export class AppendFile {
  readonly #path: string;
  #fd: number;
  #length: number;
  #waiting: Buffer = Buffer.alloc(0);
  #writeFailure: string | undefined;
  #syncFailure: string | undefined;
  #unsynced = 0;
  #syncing = false;
  readonly #retired: number[] = [];

  /** Opens `path` and cuts it to `size` bytes. */
  constructor(path: string, size: number) {
    this.#path = path;
    this.#fd = openSync(path, 'a', 0o600);
    this.#length = size;
    ftruncateSync(this.#fd, size);
  }

  #writeWaiting(): boolean {
    try {
      while (this.#waiting.length > 0) {
        const written = writeSync(this.#fd, this.#waiting);
        this.#waiting = this.#waiting.subarray(written);
        this.#length += written;
        this.#unsynced += written;
      }
      this.#writeFailure = undefined;
    } catch (error) {
      this.#writeFailure = reasonOf(error);
    }
    return this.#writeFailure === undefined;
  }

  /** Adds and writes; false when it could not be written now. */
  write(text: string): boolean {
    const added = Buffer.from(text, 'latin1');
    this.#waiting = this.#waiting.length === 0 ? added : Buffer.concat([this.#waiting, added]);
    return this.#writeWaiting();
  }

  failure(): string | undefined {
    return this.#writeFailure ?? this.#syncFailure;
  }

  size(): number {
    return this.#length;
  }

  /** Asks the disk to keep what was written since the last time. */
  sync(): void {
    if (this.#writeFailure !== undefined) this.#writeWaiting();
    if (this.#syncing || (this.#unsynced === 0 && this.#syncFailure === undefined)) return;
    const covered = this.#unsynced;
    this.#syncing = true;
    fdatasync(this.#fd, (error) => {
      this.#syncing = false;
      for (const old of this.#retired.splice(0)) closeSync(old);
      this.#syncFailure = error ? reasonOf(error) : undefined;
      if (!error) this.#unsynced -= Math.min(covered, this.#unsynced);
    });
  }

  /** Replaces the file by a whole new one; what waits to be written is in it. */
  replaceBy(other: string): void {
    const next = openSync(other, 'a');
    fsyncSync(next);
    renameSync(other, this.#path);
    syncFolder(dirname(this.#path));
    // A sync of the old one may be on its way in another thread.
    if (this.#syncing) this.#retired.push(this.#fd);
    else closeSync(this.#fd);
    this.#fd = next;
    this.#length = fstatSync(next).size;
    this.#waiting = Buffer.alloc(0);
    this.#writeFailure = undefined;
    this.#unsynced = 0;
  }

  close(): void {
    this.#writeWaiting();
    fsyncSync(this.#fd);
    closeSync(this.#fd);
  }
}
