// The single writer: collects writes of one loop turn, commits them in one LMDB transaction, and answers only
// after that commit is synced. While it syncs, the next batch collects itself.
// If a transaction fails, everything queued fails with it (it was checked against tails that never came to be),
// and `onFailure` lets the owner rebuild those tails. The queue itself goes on.

import type { Tables } from './tables.js';

/** One event to store. `newStream` is set for the first event of a stream. */
export interface Put {
  readonly streamId: number;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly record: Buffer;
  readonly newStream: Buffer | undefined;
}

/** Called once: without an error after the commit is durable. */
export type Done = (error?: Error) => void;

export interface CommitQueue {
  /** Queues writes; none means: call back when everything queued so far is durable. */
  add(puts: readonly Put[], done: Done): void;
  /** Number of the batch that collects now. */
  collecting(): number;
  /** Number of the last batch that is durable (or failed). */
  settled(): number;
  /** Bytes of records not yet durable. */
  pendingBytes(): number;
  /** Resolves when nothing is queued or being committed. */
  idle(): Promise<void>;
}

export interface CommitHooks {
  readonly onCommitted: (streams: ReadonlySet<string>) => void;
  readonly onFailure: (error: Error) => void;
}

interface Batch {
  readonly puts: Put[];
  readonly done: Done[];
  bytes: number;
}

const emptyBatch = (): Batch => ({ puts: [], done: [], bytes: 0 });

const idBytes = (id: number): Buffer => {
  const buf = Buffer.allocUnsafe(6);
  buf.writeUIntBE(id, 0, 6);
  return buf;
};

const positionBytes = (position: number): Buffer => {
  const buf = Buffer.allocUnsafe(8);
  buf.writeDoubleBE(position, 0);
  return buf;
};

const errorFrom = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)));

/** LMDB's own rejection only points at the reason, as another promise. */
const commitFailure = async (cause: unknown): Promise<Error> => {
  const error = errorFrom(cause);
  if (!('commitError' in error)) return error;
  try {
    await error.commitError;
    return error;
  } catch (reason) {
    return errorFrom(reason);
  }
};

const write = async (tables: Tables, puts: readonly Put[]): Promise<void> => {
  await tables.log.batch(() => {
    for (const put of puts) {
      if (put.newStream !== undefined) void tables.streams.put(put.newStream, idBytes(put.streamId));
      void tables.index.put([put.streamId, put.revision], positionBytes(put.position));
      void tables.log.put(put.position, put.record);
    }
  });
};

export const commitQueue = (tables: Tables, hooks: CommitHooks): CommitQueue => {
  let batch = emptyBatch();
  let inFlight = 0;
  let number = 1;
  let settled = 0;
  let running = false;
  let idleWaiters: (() => void)[] = [];

  const fail = (failed: Batch, error: Error): void => {
    const alsoFailed = batch;
    batch = emptyBatch();
    settled = number++;
    hooks.onFailure(error);
    for (const done of [...failed.done, ...alsoFailed.done]) done(error);
  };

  const commitOne = async (): Promise<void> => {
    const taken = batch;
    const takenNumber = number++;
    batch = emptyBatch();
    inFlight = taken.bytes;
    try {
      if (taken.puts.length > 0) await write(tables, taken.puts);
    } catch (cause) {
      inFlight = 0;
      fail(taken, await commitFailure(cause));
      return;
    }
    inFlight = 0;
    settled = takenNumber;
    for (const done of taken.done) done();
    hooks.onCommitted(new Set(taken.puts.map((put) => put.stream)));
  };

  const run = async (): Promise<void> => {
    while (batch.done.length > 0) await commitOne();
    running = false;
    const waiters = idleWaiters;
    idleWaiters = [];
    for (const resolve of waiters) resolve();
  };

  const start = (): void => {
    if (running) return;
    running = true;
    setImmediate(() => void run());
  };

  return {
    add: (puts, done) => {
      for (const put of puts) {
        batch.puts.push(put);
        batch.bytes += put.record.length;
      }
      batch.done.push(done);
      start();
    },
    collecting: () => number,
    settled: () => settled,
    pendingBytes: () => batch.bytes + inFlight,
    idle: () => (running ? new Promise((resolve) => idleWaiters.push(resolve)) : Promise.resolve()),
  };
};
