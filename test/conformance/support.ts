// The conformance suite: the rules of the protocol, asked through the unmodified official client only.
//   npm run test:conformance                       against an embedded store it starts itself
//   EVENTSTORE_URL=esdb://… npm run test:conformance   against any server, a real EventStoreDB included
// Nothing here counts on an empty log: every run uses names of its own and reads $all from a mark of its own.
//
// Checks that need a killed, restarted or full server, TLS, or bytes the client never sends, are beside the embedded
// store in test/embedded/eventstore:
//   kill -9 under load: durability.fault, kills.long · restart: restart.int, persistent-restart.int
//   disk full: full-disk.fault, persistent-full-disk.fault · slow subscriber, memory: slow-subscriber.fault
//   interleaved, unfinished and late parts of batch appends, ids as two numbers: batch-append.int
//   malformed appends: append-raw.int · cancelled calls leave nothing behind: leftovers.int, persistent-leftovers.int
//   unsupported calls: features.int, malformed.unit
//   settings of groups the client cannot send: persistent-raw.int, persistent-correlation.int
//   users and rights: access.int, persistent-access.int · the Users service, through the code the client ships for it
//   (it has no methods of its own): users.int

import type { AllStreamResolvedEvent, EventStoreDBClient, Position } from '@eventstore/db-client';
import { all, events, fresh } from '#test/embedded/eventstore/support.js';

/** The position of an event written now: what a test writes is after it. */
export const mark = async (client: EventStoreDBClient): Promise<Position> => {
  const { position } = await client.appendToStream(fresh('mark'), events(1));
  if (position === undefined) throw new Error('The server tells no positions');
  return position;
};

/** Everything in $all after a mark. */
export const allSince = async (
  client: EventStoreDBClient,
  fromPosition: Position,
): Promise<AllStreamResolvedEvent[]> =>
  (await all(client.readAll({ fromPosition }))).filter(
    ({ event }) => (event?.position.commit ?? 0n) > fromPosition.commit,
  );
