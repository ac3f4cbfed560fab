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

export class Compactor {
  readonly #options: CompactorOptions;
  #run: Run | undefined;
  #base: number;
  #failedAt = 0;

  constructor(options: CompactorOptions) {
    this.#options = options;
    this.#base = options.file.size();
  }

  changed(key: string): void {
    this.#run?.compaction.changed(key);
  }

  /** Starts unless it is at work. */
  start(): void {
    if (this.#run !== undefined) return;
    try {
      this.#run = this.#begin();
      setImmediate(() => this.#step());
    } catch (error) {
      this.#options.onError(error);
    }
  }

  startWhenGrown(): void {
    const { file } = this.#options;
    if (file.size() > Math.max(SMALLEST, GROWTH * Math.max(this.#base, this.#failedAt))) this.start();
  }

  /** The same at once, for the start of the server. */
  runNow(): void {
    const run = this.#begin();
    try {
      for (let piece = run.compaction.next(); piece !== undefined; piece = run.compaction.next())
        writeAll(run.fd, piece);
      this.#finish(run);
    } catch (error) {
      this.#fail(run, error);
    }
  }

  #begin(): Run {
    const { keys, draft } = this.#options;
    return { compaction: createCompaction(keys), fd: openSync(draft, 'w', 0o600), synced: false };
  }

  #finish(run: Run): void {
    const { file, buffer, draft } = this.#options;
    writeAll(run.fd, run.compaction.last());
    // What is not yet written is in the new file already.
    buffer.take();
    file.replaceBy(draft);
    this.#base = file.size();
    this.#quit(run);
  }

  #quit({ fd }: Run): void {
    closeSync(fd);
    this.#run = undefined;
  }

  #fail(run: Run, error: unknown): void {
    const { file, draft, onError } = this.#options;
    this.#quit(run);
    rmSync(draft, { force: true });
    this.#failedAt = file.size();
    onError(error);
  }

  /** Big files reach the disk while commands go on; only the rest is waited for. */
  #syncThenGoOn(run: Run): void {
    fdatasync(run.fd, (error) => {
      if (error) {
        this.#fail(run, error);
        return;
      }
      this.#run = { ...run, synced: true };
      this.#step();
    });
  }

  #step(): void {
    const run = this.#run;
    if (run === undefined) return;
    try {
      const piece = run.compaction.next();
      if (piece !== undefined) {
        writeAll(run.fd, piece);
        setImmediate(() => this.#step());
      } else if (run.synced) this.#finish(run);
      else this.#syncThenGoOn(run);
    } catch (error) {
      this.#fail(run, error);
    }
  }
}
