// The matrix of the version check: every state a stream can be in, every expectation, and what must come of it. The
// rules are those of EventStoreDB's version check and of its delete, as its source of 23.10 to 25.x has them.

import {
  ANY,
  NO_STREAM,
  STREAM_EXISTS,
  type AppendExpectedRevision,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { events } from '#test/embedded/eventstore/support.js';

/** `last` = -1 when the stream has no events; `soft` = deleted and not written since. */
export interface StateFacts {
  readonly last: number;
  readonly hasMetadata: boolean;
  readonly soft: boolean;
  readonly tombstoned: boolean;
}

export interface MadeState extends StateFacts {
  make(client: EventStoreDBClient, stream: string): Promise<unknown>;
}

const living = { hasMetadata: false, soft: false, tombstoned: false };

export const STATES: Readonly<Record<string, MadeState>> = {
  'that never was': { ...living, last: -1, make: () => Promise.resolve() },
  'with metadata only': {
    ...living,
    last: -1,
    hasMetadata: true,
    make: (client, stream) => client.setStreamMetadata(stream, { maxCount: 10 }),
  },
  'of three events': {
    ...living,
    last: 2,
    make: (client, stream) => client.appendToStream(stream, events(3)),
  },
  'of which everything is truncated': {
    ...living,
    last: 2,
    hasMetadata: true,
    make: async (client, stream) => {
      await client.appendToStream(stream, events(3));
      await client.setStreamMetadata(stream, { truncateBefore: 50 });
    },
  },
  'that is soft-deleted': {
    last: 2,
    hasMetadata: true,
    soft: true,
    tombstoned: false,
    make: async (client, stream) => {
      await client.appendToStream(stream, events(3));
      await client.deleteStream(stream);
    },
  },
  'that was soft-deleted and written again': {
    ...living,
    last: 3,
    hasMetadata: true,
    make: async (client, stream) => {
      await client.appendToStream(stream, events(3));
      await client.deleteStream(stream);
      await client.appendToStream(stream, events(1));
    },
  },
  'that had metadata only and is soft-deleted': {
    last: -1,
    hasMetadata: true,
    soft: true,
    tombstoned: false,
    make: async (client, stream) => {
      await client.setStreamMetadata(stream, { maxCount: 10 });
      await client.deleteStream(stream);
    },
  },
  'that is tombstoned': {
    ...living,
    last: 2,
    tombstoned: true,
    make: async (client, stream) => {
      await client.appendToStream(stream, events(3));
      await client.tombstoneStream(stream);
    },
  },
  'that was tombstoned before it was': {
    ...living,
    last: -1,
    tombstoned: true,
    make: (client, stream) => client.tombstoneStream(stream),
  },
};

/** Every form of an expectation, as what it is for a stream whose last revision is `last`. */
export const EXPECTATIONS: Readonly<Record<string, (last: number) => AppendExpectedRevision>> = {
  'any revision': () => ANY,
  'no stream': () => NO_STREAM,
  'that it exists': () => STREAM_EXISTS,
  'its last revision': (last) => (last < 0 ? NO_STREAM : BigInt(last)),
  'its first revision': () => 0n,
  'a revision to come': (last) => BigInt(last + 1),
};

export type Verdict = 'ok' | 'wrong-expected-version' | 'stream-deleted';

const numbered = (expected: AppendExpectedRevision): number =>
  typeof expected === 'bigint' ? Number(expected) : -1;

/** What the version check says to events that were never written before. */
export const verdictOf = (facts: StateFacts, expected: AppendExpectedRevision): Verdict => {
  if (facts.tombstoned) return 'stream-deleted';
  if (expected === ANY) return 'ok';
  if (expected === STREAM_EXISTS) {
    if (facts.soft) return 'stream-deleted';
    return facts.last < 0 && !facts.hasMetadata ? 'wrong-expected-version' : 'ok';
  }
  if (expected === NO_STREAM && facts.soft) return 'ok';
  return numbered(expected) === facts.last ? 'ok' : 'wrong-expected-version';
};

/** The same for a soft delete: what has neither events nor metadata cannot be deleted. */
export const deleteVerdictOf = (facts: StateFacts, expected: AppendExpectedRevision): Verdict => {
  const verdict = verdictOf(facts, expected);
  return verdict === 'ok' && facts.last < 0 && !facts.hasMetadata ? 'wrong-expected-version' : verdict;
};
