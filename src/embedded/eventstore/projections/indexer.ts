// One system projection at work: a cursor over the log that writes an entry for each event of interest. Promises:
// every event gets its entry exactly once and in the order of the log, also when the process is killed at any
// point; entries come some time after their events. A failed write is reported and tried again every second.
// Nobody waits for it: appends are answered before they are indexed.

import type { Outcome } from '../store/failure.js';
import { readAllPage } from '../store/pages.js';
import type { Store } from '../store/store.js';
import type { NewEvent } from '../store/transaction.js';
import { indexTails, type IndexTails } from './index-tails.js';
import { indexEntry, type ProjectionName } from './rules.js';
import { loadCheckpoint, saveCheckpoint } from './stored-state.js';

const PAGE = 256;
/** A checkpoint is due after so many events, or so much time; what is repeated after a crash costs only reading. */
const CHECKPOINT_EVENTS = 2_000;
const CHECKPOINT_MS = 1_000;
const RETRY_MS = 1_000;

export interface IndexerOptions {
  readonly store: Store;
  readonly name: ProjectionName;
  readonly report: (where: string, error: unknown) => void;
}

/** Entries of one page by index stream. */
type Pending = Map<string, { last: number; events: NewEvent[] }>;

/** A running projection; it is over after `stop`. */
export class Indexer {
  readonly #options: IndexerOptions;
  readonly #over: Promise<void>;
  #tails: IndexTails;
  #cursor: number;
  #checkpoint: number;
  #checkpointedAt = Date.now();
  #looked = 0;
  #written = 0;
  #busyMs = 0;
  #stopped = false;
  #wake: () => void = () => undefined;

  constructor(options: IndexerOptions) {
    this.#options = options;
    this.#checkpoint = loadCheckpoint(options.store, options.name);
    this.#cursor = this.#checkpoint;
    this.#tails = this.#resume();
    this.#over = this.#run();
  }

  /** Position of the last event looked at. */
  get position(): number {
    return this.#cursor;
  }

  /** Position of the last checkpoint. */
  get checkpoint(): number {
    return this.#checkpoint;
  }

  /** Events looked at and entries written since the start; milliseconds spent on them. */
  get work(): { readonly looked: number; readonly written: number; readonly busyMs: number } {
    return { looked: this.#looked, written: this.#written, busyMs: this.#busyMs };
  }

  /** Ends it after the page at hand; how far it came is written down. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#over;
    if (this.#cursor > this.#checkpoint) await this.#guarded(() => this.#save(this.#cursor));
  }

  #resume(): IndexTails {
    const { store } = this.#options;
    return indexTails(store.tables, { after: this.#cursor, until: store.lastPosition() });
  }

  async #run(): Promise<void> {
    // Whoever starts it goes on first.
    await this.#pause(0);
    while (!this.#isStopped()) {
      const outcome = await this.#guarded(() => this.#step());
      if (outcome === 'idle') await this.#nextCommit();
      else if (outcome === 'again') this.#tails = this.#resume();
      else if (outcome === undefined) {
        this.#tails = this.#resume();
        await this.#pause(RETRY_MS);
      }
    }
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  async #guarded<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      this.#options.report(`projection ${this.#options.name}`, error);
      return undefined;
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #nextCommit(): Promise<void> {
    if (this.#isStopped() || this.#options.store.lastPosition() > this.#cursor) return Promise.resolve();
    return new Promise((resolve) => {
      const stopWaiting = this.#options.store.signal.wait(undefined, resolve);
      this.#wake = () => {
        stopWaiting();
        resolve();
      };
    });
  }

  /** Indexes one page; 'again' = somebody else wrote to an index stream meanwhile. */
  async #step(): Promise<'done' | 'idle' | 'again'> {
    const { tables } = this.#options.store;
    const startedAt = performance.now();
    const page = readAllPage(tables, { from: this.#cursor + 1, backwards: false, limit: PAGE });
    const last = page.at(-1);
    if (last === undefined) return 'idle';
    const pending = this.#collect(page);
    const writes = this.#write(pending);
    this.#busyMs += performance.now() - startedAt;
    // Of what is durable already, but in the same commit as the entries of this page.
    if (this.#isDue(page.length, pending.size)) writes.push(this.#save(this.#cursor));
    const outcomes = await Promise.all(writes);
    if (!outcomes.every(Boolean)) return 'again';
    this.#cursor = last.position;
    this.#looked += page.length;
    this.#tails.trim(this.#cursor);
    await new Promise((resolve) => setImmediate(resolve));
    return 'done';
  }

  #collect(page: ReturnType<typeof readAllPage>): Pending {
    const pending: Pending = new Map();
    for (const { record } of page) {
      const entry = indexEntry(this.#options.name, record);
      const tail = entry === undefined ? undefined : this.#tails.get(entry.stream);
      if (entry === undefined || tail === undefined || tail.written.delete(entry.event.id)) continue;
      const queued = pending.get(entry.stream) ?? { last: tail.last, events: [] };
      queued.events.push(entry.event);
      pending.set(entry.stream, queued);
    }
    return pending;
  }

  #write(pending: Pending): Promise<boolean>[] {
    return [...pending].map(async ([stream, { last, events }]) => {
      const outcome = await this.#append({ stream, expected: last, events });
      if (outcome.kind === 'storage') throw new Error(`It could not be written: ${outcome.message}`);
      if (outcome.kind !== 'written') return false;
      const tail = this.#tails.get(stream);
      if (tail !== undefined) tail.last = last + events.length;
      this.#written += events.length;
      return true;
    });
  }

  #append(operation: { stream: string; expected: number; events: readonly NewEvent[] }): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#options.store.writer.append(operation, resolve);
    });
  }

  #isDue(looked: number, entries: number): boolean {
    const since = this.#cursor - this.#checkpoint + looked;
    return since >= CHECKPOINT_EVENTS || (entries > 0 && Date.now() - this.#checkpointedAt >= CHECKPOINT_MS);
  }

  async #save(at: number): Promise<true> {
    await saveCheckpoint(this.#options.store, this.#options.name, at);
    this.#checkpoint = at;
    this.#checkpointedAt = Date.now();
    return true;
  }
}
