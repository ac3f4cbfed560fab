// Append, delete and tombstone. Each is checked and given its place synchronously, in the order of arrival;
// its outcome is reported once, after it is durable. Outcomes that rest on pending writes wait for those.

import { randomUUID } from 'node:crypto';
import type { Expected } from '../wire/expected.js';
import { EMPTY } from '../wire/writer.js';
import { CommitQueue, type CommitHooks } from './commit-queue.js';
import type { Outcome } from './failure.js';
import { lastPosition, lastStreamId } from './lookup.js';
import { applyAppend, applyDelete, type DeleteOperation } from './operations.js';
import { recentIds } from './recent-ids.js';
import { slab } from './slab.js';
import { streamStates, type StreamState } from './stream-states.js';
import type { Tables } from './tables.js';
import { beginTransaction, type NewEvent, type Transaction, type WriteContext } from './transaction.js';
import { checkVersion, type CheckContext, type Verdict } from './version-check.js';

export interface AppendOperation {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly NewEvent[];
}

export type Report = (outcome: Outcome) => void;

export interface WriterHooks {
  readonly onCommitted: (streams: ReadonlySet<string>) => void;
  readonly onError: (error: Error) => void;
  readonly onDurable?: NonNullable<CommitHooks['onDurable']>;
}

/** What the check found, as an outcome; undefined = go on and write. */
const outcomeOf = (verdict: Verdict, operation: AppendOperation, state: StreamState): Outcome | undefined => {
  const { stream, expected } = operation;
  switch (verdict.kind) {
    case 'ok':
    case 'unsettled':
      return undefined;
    case 'deleted':
      return { kind: 'stream-deleted', stream };
    case 'wrong':
      return { kind: 'wrong-version', stream, expected, current: state.last };
    case 'idempotent':
      return { kind: 'written', current: verdict.last.revision, position: verdict.last.position };
  }
};

/** A delete is checked as an append of one event never seen before. */
const probe = (): NewEvent => ({
  id: randomUUID(),
  type: '',
  isJson: false,
  customMetadata: EMPTY,
  data: EMPTY,
});

type Write = (transaction: Transaction, state: StreamState) => Outcome;

/** The single writer of a folder. */
export class Writer {
  readonly queue: CommitQueue;
  readonly #context: WriteContext;
  readonly #check: CheckContext;

  constructor(tables: Tables, hooks: WriterHooks) {
    const states = streamStates(tables);
    const recent = recentIds();
    this.queue = new CommitQueue(tables, {
      onCommitted: (streams) => {
        states.trim(this.queue.settled);
        hooks.onCommitted(streams);
      },
      onFailure: (error) => {
        states.clear();
        recent.clear();
        hooks.onError(error);
      },
      onBrokenCallback: hooks.onError,
      ...(hooks.onDurable === undefined ? {} : { onDurable: hooks.onDurable }),
    });
    let position = lastPosition(tables);
    let streamId = lastStreamId(tables);
    this.#context = {
      states,
      recent,
      allocate: slab(),
      batch: () => this.queue.collecting,
      nextStreamId: () => ++streamId,
      nextPosition: () => ++position,
    };
    this.#check = { tables, states, recent, isPending: (state) => this.#isPending(state) };
  }

  /** Writes events; reports once, when the outcome is durable. */
  append(operation: AppendOperation, report: Report): void {
    this.#perform(operation, report, (transaction, state) =>
      applyAppend(this.#context, transaction, { state, events: operation.events }),
    );
  }

  /** Deletes a stream, softly or for ever; reports once, when the outcome is durable. */
  delete(operation: DeleteOperation, report: Report): void {
    const { stream, expected } = operation;
    this.#perform({ stream, expected, events: [probe()] }, report, (transaction, state) =>
      applyDelete(this.#context, transaction, { state, operation }),
    );
  }

  #isPending(state: StreamState): boolean {
    return state.batch > this.queue.settled;
  }

  /** Checks, then either reports what the check found or writes. */
  #perform(operation: AppendOperation, report: Report, write: Write): void {
    const state = this.#context.states.get(operation.stream);
    const ids = operation.events.map((event) => event.id);
    const verdict = checkVersion(this.#check, { state, expected: operation.expected, ids });
    if (verdict.kind === 'unsettled') {
      this.queue.add([], () => {
        this.#perform(operation, report, write);
      });
      return;
    }
    const transaction = beginTransaction();
    const outcome = outcomeOf(verdict, operation, state) ?? write(transaction, state);
    if (transaction.puts.length === 0 && !this.#isPending(state)) {
      report(outcome);
      return;
    }
    this.queue.add(transaction.puts, (error) => {
      report(error === undefined ? outcome : { kind: 'storage', message: error.message });
    });
  }
}
