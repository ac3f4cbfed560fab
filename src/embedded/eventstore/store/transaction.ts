// Builds the writes of one operation: gives each event its revision and position and encodes it.
// The in-memory state moves ahead at once, so that the next operation is checked against it.

import { randomUUID } from 'node:crypto';
import { encodeRecord } from '../wire/recorded-event.js';
import { TOMBSTONE_REVISION } from '../wire/tombstone-revision.js';
import { EMPTY } from '../wire/writer.js';
import { CHECKSUM_BYTES, putChecksum } from './checksum.js';
import type { Put } from './commit-queue.js';
import type { RecentIds, WrittenAt } from './recent-ids.js';
import { isMetastream, originalOf, parseStreamMetadata } from './stream-metadata.js';
import type { StreamState, StreamStates } from './stream-states.js';
import { streamKey } from './tables.js';

/** An event ready to be written: everything the protocol requires is there. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly customMetadata: Buffer;
  readonly data: Buffer;
}

/** What building needs of the store; the counters are shared by all operations. */
export interface WriteContext {
  readonly states: StreamStates;
  readonly recent: RecentIds;
  readonly allocate: (size: number) => Buffer;
  readonly batch: () => number;
  readonly nextStreamId: () => number;
  readonly nextPosition: () => number;
}

export interface Transaction {
  readonly puts: Put[];
  readonly createdMs: number;
}

export const beginTransaction = (): Transaction => ({ puts: [], createdMs: Date.now() });

/** A new stream gets its id with its first event; returns the key to store then. */
const ensureId = (context: WriteContext, state: StreamState): Buffer | undefined => {
  if (state.id >= 0) return undefined;
  state.id = context.nextStreamId();
  return streamKey(state.name);
};

const putOne = (
  context: WriteContext,
  transaction: Transaction,
  one: { state: StreamState; event: NewEvent; revision: number },
): WrittenAt => {
  const { state, event, revision } = one;
  const newStream = ensureId(context, state);
  const position = context.nextPosition();
  const parts = {
    ...event,
    stream: state.field,
    revision: revision === TOMBSTONE_REVISION ? 'tombstone' : revision,
    position,
    createdMs: transaction.createdMs,
  } as const;
  const record = putChecksum(encodeRecord(parts, (size) => context.allocate(size + CHECKSUM_BYTES)));
  transaction.puts.push({ streamId: state.id, stream: state.name, revision, position, record, newStream });
  state.last = revision;
  state.batch = context.batch();
  return { revision, position };
};

/** A metadata event changes what the writer believes of the stream it describes. */
const applyMetadata = (context: WriteContext, metastream: StreamState, event: NewEvent): void => {
  const original = context.states.get(originalOf(metastream.name));
  if (isMetastream(original.name)) return;
  original.metadata = parseStreamMetadata(event.isJson ? event.data : undefined);
  original.batch = context.batch();
};

/** Appends events after the stream's last; returns where the last one went, undefined when there are none. */
export const putEvents = (
  context: WriteContext,
  transaction: Transaction,
  append: { state: StreamState; events: readonly NewEvent[] },
): WrittenAt | undefined => {
  const { state, events } = append;
  let last: WrittenAt | undefined;
  for (const event of events) {
    last = putOne(context, transaction, { state, event, revision: state.last + 1 });
    context.recent.add(state.id, event.id, last);
  }
  const lastEvent = events.at(-1);
  if (lastEvent !== undefined && isMetastream(state.name)) applyMetadata(context, state, lastEvent);
  return last;
};

/** Writes a metadata document as the store itself. */
export const putMetadata = (
  context: WriteContext,
  transaction: Transaction,
  write: { metastream: StreamState; document: string },
): WrittenAt | undefined =>
  putEvents(context, transaction, {
    state: write.metastream,
    events: [
      {
        id: randomUUID(),
        type: '$metadata',
        isJson: true,
        customMetadata: EMPTY,
        data: Buffer.from(write.document),
      },
    ],
  });

/** Ends a stream for ever. */
export const putTombstone = (
  context: WriteContext,
  transaction: Transaction,
  state: StreamState,
): WrittenAt => {
  const event = {
    id: randomUUID(),
    type: '$streamDeleted',
    isJson: false,
    customMetadata: EMPTY,
    data: EMPTY,
  };
  return putOne(context, transaction, { state, event, revision: TOMBSTONE_REVISION });
};
