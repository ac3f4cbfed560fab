// What an operation writes once the check has let it pass, including what the protocol adds: the metadata
// event of a soft delete, and the one that revives a soft-deleted stream.

import type { Expected } from '../wire/expected.js';
import type { Outcome } from './failure.js';
import {
  SOFT_DELETE_DOCUMENT,
  isMetastream,
  metastreamOf,
  originalOf,
  revivedDocument,
} from './stream-metadata.js';
import type { StreamState } from './stream-states.js';
import {
  putEvents,
  putMetadata,
  putTombstone,
  type NewEvent,
  type Transaction,
  type WriteContext,
} from './transaction.js';

export interface DeleteOperation {
  readonly stream: string;
  readonly expected: Expected;
  readonly forever: boolean;
}

/** Recreates a soft-deleted stream in the same transaction: what was before stays hidden. */
const revive = (
  context: WriteContext,
  transaction: Transaction,
  { stream, from }: { stream: StreamState; from: number },
): void => {
  putMetadata(context, transaction, {
    metastream: context.states.get(metastreamOf(stream.name)),
    document: revivedDocument(stream.metadata, from),
  });
};

/** Writes events, reviving what they revive. */
export const applyAppend = (
  context: WriteContext,
  transaction: Transaction,
  { state, events }: { state: StreamState; events: readonly NewEvent[] },
): Outcome => {
  const before = state.last;
  const described = isMetastream(state.name) ? context.states.get(originalOf(state.name)) : undefined;
  const describedWasDeleted = described?.metadata.deleted ?? false;
  const last = putEvents(context, transaction, { state, events });
  if (last === undefined) return { kind: 'written', current: before, position: 0 };
  if (state.metadata.deleted) revive(context, transaction, { stream: state, from: before + 1 });
  if (described !== undefined && describedWasDeleted) {
    revive(context, transaction, { stream: described, from: described.last + 1 });
  }
  return { kind: 'written', current: last.revision, position: last.position };
};

/** Writes a soft delete or a tombstone; refuses a stream that never was. */
export const applyDelete = (
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
