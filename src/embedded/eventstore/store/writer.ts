// Append, delete and tombstone. Each is checked and given its place synchronously, in the order of arrival;
// its outcome is reported once, after it is durable. Outcomes that rest on pending writes wait for those.

import { randomUUID } from 'node:crypto';
import type { Expected } from '../wire/expected.js';
import { commitQueue, type CommitQueue } from './commit-queue.js';
import type { Outcome } from './failure.js';
import { lastPosition } from './lookup.js';
import { recentIds } from './recent-ids.js';
import { slab } from './slab.js';
import {
  SOFT_DELETE_DOCUMENT,
  isMetastream,
  metastreamOf,
  originalOf,
  revivedDocument,
} from './stream-metadata.js';
import { streamStates, type StreamState } from './stream-states.js';
import type { Tables } from './tables.js';
import {
  beginTransaction,
  putEvents,
  putMetadata,
  putTombstone,
  type NewEvent,
  type Transaction,
  type WriteContext,
} from './transaction.js';
import { checkVersion, type CheckContext, type Verdict } from './version-check.js';

export interface AppendOperation {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly NewEvent[];
}

export interface DeleteOperation {
  readonly stream: string;
  readonly expected: Expected;
  readonly forever: boolean;
}

export type Report = (outcome: Outcome) => void;

export interface Writer {
  append(operation: AppendOperation, report: Report): void;
  delete(operation: DeleteOperation, report: Report): void;
  readonly queue: CommitQueue;
}

export interface WriterHooks {
  readonly onCommitted: (streams: ReadonlySet<string>) => void;
  readonly onError: (error: Error) => void;
}

/** Highest stream id in use: the index is ordered by it. */
const lastStreamId = (tables: Tables): number => {
  for (const [id] of tables.index.getKeys({ reverse: true, limit: 1 })) return id;
  return 0;
};

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

/** Recreates a soft-deleted stream in the same transaction: what was before stays hidden. */
const revive = (context: WriteContext, transaction: Transaction, stream: StreamState, from: number): void => {
  putMetadata(context, transaction, {
    metastream: context.states.get(metastreamOf(stream.name)),
    document: revivedDocument(stream.metadata, from),
  });
};

const applyAppend = (
  context: WriteContext,
  transaction: Transaction,
  { state, events }: { state: StreamState; events: readonly NewEvent[] },
): Outcome => {
  const before = state.last;
  const described = isMetastream(state.name) ? context.states.get(originalOf(state.name)) : undefined;
  const describedWasDeleted = described?.metadata.deleted ?? false;
  const last = putEvents(context, transaction, { state, events });
  if (last === undefined) return { kind: 'written', current: before, position: 0 };
  if (state.metadata.deleted) revive(context, transaction, state, before + 1);
  if (described !== undefined && describedWasDeleted) {
    revive(context, transaction, described, described.last + 1);
  }
  return { kind: 'written', current: last.revision, position: last.position };
};

const applyDelete = (
  context: WriteContext,
  transaction: Transaction,
  { state, operation }: { state: StreamState; operation: DeleteOperation },
): Outcome => {
  const { stream, expected } = operation;
  if (operation.forever) {
    const at = putTombstone(context, transaction, state);
    return { kind: 'written', current: at.revision, position: at.position };
  }
  if (state.last < 0 && !context.states.hasMetadata(state)) {
    return { kind: 'wrong-version', stream, expected, current: -1 };
  }
  const metastream = context.states.get(metastreamOf(stream));
  const at = putMetadata(context, transaction, { metastream, document: SOFT_DELETE_DOCUMENT });
  return { kind: 'written', current: state.last, position: at?.position ?? 0 };
};

/** The single writer of a folder. */
export const createWriter = (tables: Tables, hooks: WriterHooks): Writer => {
  const states = streamStates(tables);
  const recent = recentIds();
  let position = lastPosition(tables);
  let streamId = lastStreamId(tables);
  const queue = commitQueue(tables, {
    onCommitted: (streams) => {
      states.trim(queue.settled());
      hooks.onCommitted(streams);
    },
    onFailure: (error) => {
      states.clear();
      recent.clear();
      hooks.onError(error);
    },
  });
  const context: WriteContext = {
    states,
    recent,
    allocate: slab(),
    batch: queue.collecting,
    nextStreamId: () => ++streamId,
    nextPosition: () => ++position,
  };
  const isPending = (state: StreamState): boolean => state.batch > queue.settled();
  const check: CheckContext = { tables, states, recent, isPending };

  const commit = (transaction: Transaction, outcome: Outcome, report: Report): void => {
    queue.add(transaction.puts, (error) => {
      report(error === undefined ? outcome : { kind: 'storage', message: error.message });
    });
  };

  /** Checks, then either reports what the check found or writes. */
  const perform = (operation: AppendOperation, report: Report, write: Write): void => {
    const state = states.get(operation.stream);
    const ids = operation.events.map((event) => event.id);
    const verdict = checkVersion(check, { state, expected: operation.expected, ids });
    if (verdict.kind === 'unsettled') {
      queue.add([], () => {
        perform(operation, report, write);
      });
      return;
    }
    const transaction = beginTransaction();
    const outcome = outcomeOf(verdict, operation, state) ?? write(transaction, state);
    if (transaction.puts.length > 0 || isPending(state)) commit(transaction, outcome, report);
    else report(outcome);
  };

  return {
    queue,
    append: (operation, report) => {
      perform(operation, report, (transaction, state) =>
        applyAppend(context, transaction, { state, events: operation.events }),
      );
    },
    delete: (operation, report) => {
      const { stream, expected } = operation;
      perform({ stream, expected, events: [probe()] }, report, (transaction, state) =>
        applyDelete(context, transaction, { state, operation }),
      );
    },
  };
};

type Write = (transaction: Transaction, state: StreamState) => Outcome;

/** A delete is checked as an append of one event never seen before. */
const probe = (): NewEvent => {
  const nothing = Buffer.alloc(0);
  return { id: randomUUID(), type: '', isJson: false, customMetadata: nothing, data: nothing };
};
