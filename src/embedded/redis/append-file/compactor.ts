// Writes the file anew, without what is over: at the start, and when it has grown to twice its size.
// Promises: until the new file is whole and on disk, the old one counts; a failure costs nothing but the
// attempt. Commands go on meanwhile, between pieces.
import { closeSync, fdatasync, openSync, rmSync, writeSync } from 'node:fs';
import type { Keyspace } from '../engine/keyspace.js';
import type { AppendFile } from './append-file.js';
import type { CommandBuffer } from './command-log.js';
import { createCompaction, type Compaction } from './compaction.js';

const SMALLEST = 32 * 1024 * 1024;
const GROWTH = 2;

export type Compactor = Readonly<{
  changed: (key: string) => void;
  /** Starts unless it is at work. */
  start: () => void;
  startWhenGrown: () => void;
  /** The same at once, for the start of the server. */
  runNow: () => void;
}>;

export type CompactorOptions = Readonly<{
  keys: Keyspace;
  file: AppendFile;
  buffer: CommandBuffer;
  /** Where the new file grows. */
  draft: string;
  onError: (error: unknown) => void;
}>;

type Run = Readonly<{ compaction: Compaction; fd: number; synced: boolean }>;

const writeAll = (fd: number, text: string): void => {
  let rest = Buffer.from(text, 'latin1');
  while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
};

export const createCompactor = ({ keys, file, buffer, draft, onError }: CompactorOptions): Compactor => {
  let run: Run | undefined;
  let base = file.size();
  let failedAt = 0;

  const begin = (): Run => ({
    compaction: createCompaction(keys),
    fd: openSync(draft, 'w', 0o600),
    synced: false,
  });
  const finish = ({ compaction, fd }: Run): void => {
    writeAll(fd, compaction.last());
    // What is not yet written is in the new file already.
    buffer.take();
    file.replaceBy(draft);
    base = file.size();
  };
  const quit = ({ fd }: Run): void => {
    closeSync(fd);
    run = undefined;
  };
  const fail = (failed: Run, error: unknown): void => {
    quit(failed);
    rmSync(draft, { force: true });
    failedAt = file.size();
    onError(error);
  };
  /** Big files reach the disk while commands go on; only the rest is waited for. */
  const syncThenGoOn = (now: Run): void => {
    fdatasync(now.fd, (error) => {
      if (error) return fail(now, error);
      run = { ...now, synced: true };
      setImmediate(step);
    });
  };
  const step = (): void => {
    const now = run;
    if (now === undefined) return;
    try {
      const piece = now.compaction.next();
      if (piece === undefined && !now.synced) return syncThenGoOn(now);
      if (piece === undefined) {
        finish(now);
        quit(now);
        return;
      }
      writeAll(now.fd, piece);
      setImmediate(step);
    } catch (error) {
      fail(now, error);
    }
  };
  const start = (): void => {
    if (run !== undefined) return;
    try {
      run = begin();
      setImmediate(step);
    } catch (error) {
      onError(error);
    }
  };

  return {
    changed: (key) => run?.compaction.changed(key),
    start,
    startWhenGrown: () => {
      if (file.size() > Math.max(SMALLEST, GROWTH * Math.max(base, failedAt))) start();
    },
    runNow: () => {
      const now = begin();
      try {
        for (let piece = now.compaction.next(); piece !== undefined; piece = now.compaction.next())
          writeAll(now.fd, piece);
        finish(now);
        quit(now);
      } catch (error) {
        fail(now, error);
      }
    },
  };
};
