// The single writer: collects writes of one loop turn, commits them in one LMDB transaction, and answers
// only after that commit is synced. While it syncs, the next batch collects itself. If a transaction fails,
// everything queued fails with it (it was checked against tails that never came to be), and `onFailure`
// lets the owner rebuild those tails. The queue itself goes on.

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

export interface CommitHooks {
  readonly onCommitted: (streams: ReadonlySet<string>) => void;
  /** A transaction is durable; `ms` from its beginning to the end of its sync. Only for counting. */
  readonly onDurable?: (commit: { events: number; bytes: number; ms: number }) => void;
  /** Tails in memory are ahead of the tables: forget them. Called before the failed operations are told. */
  readonly onFailure: (error: Error) => void;
  /** A callback threw; the others are called all the same. */
  readonly onBrokenCallback: (error: Error) => void;
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

/** Queue and committer of one folder. */
export class CommitQueue {
  readonly #tables: Tables;
  readonly #hooks: CommitHooks;
  #batch = emptyBatch();
  #inFlight = 0;
  #number = 1;
  #settled = 0;
  #running = false;
  #idleWaiters: (() => void)[] = [];

  constructor(tables: Tables, hooks: CommitHooks) {
    this.#tables = tables;
    this.#hooks = hooks;
  }

  /** Queues writes; none means: call back when everything queued so far is durable. */
  add(puts: readonly Put[], done: Done): void {
    for (const put of puts) {
      this.#batch.puts.push(put);
      this.#batch.bytes += put.record.length;
    }
    this.#batch.done.push(done);
    if (this.#running) return;
    this.#running = true;
    setImmediate(() => void this.#run());
  }

  /** Number of the batch that collects now. */
  get collecting(): number {
    return this.#number;
  }

  /** Number of the last batch that is durable (or failed). */
  get settled(): number {
    return this.#settled;
  }

  /** Bytes of records not yet durable. */
  get pendingBytes(): number {
    return this.#batch.bytes + this.#inFlight;
  }

  /** Resolves when nothing is queued or being committed. */
  idle(): Promise<void> {
    return this.#running ? new Promise((resolve) => this.#idleWaiters.push(resolve)) : Promise.resolve();
  }

  async #run(): Promise<void> {
    while (this.#batch.done.length > 0) await this.#commitOne();
    this.#running = false;
    const waiters = this.#idleWaiters;
    this.#idleWaiters = [];
    for (const resolve of waiters) resolve();
  }

  async #commitOne(): Promise<void> {
    const taken = this.#batch;
    const number = this.#number++;
    this.#batch = emptyBatch();
    this.#inFlight = taken.bytes;
    const startedAt = performance.now();
    try {
      if (taken.puts.length > 0) await write(this.#tables, taken.puts);
    } catch (cause) {
      this.#fail(taken, await commitFailure(cause));
      return;
    }
    this.#inFlight = 0;
    this.#settled = number;
    this.#measure(taken, performance.now() - startedAt);
    this.#call(taken.done);
    this.#hooks.onCommitted(new Set(taken.puts.map((put) => put.stream)));
  }

  #measure({ puts, bytes }: Batch, ms: number): void {
    if (puts.length > 0) this.#hooks.onDurable?.({ events: puts.length, bytes, ms });
  }

  /** What was queued meanwhile rests on the failed batch, so it fails too. */
  #fail(failed: Batch, error: Error): void {
    const alsoFailed = this.#batch;
    this.#batch = emptyBatch();
    this.#inFlight = 0;
    this.#settled = this.#number++;
    this.#hooks.onFailure(error);
    this.#call([...failed.done, ...alsoFailed.done], error);
  }

  #call(callbacks: readonly Done[], error?: Error): void {
    for (const done of callbacks) {
      try {
        done(error);
      } catch (cause) {
        this.#hooks.onBrokenCallback(errorFrom(cause));
      }
    }
  }
}
