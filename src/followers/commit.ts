// Commits one batch: what all subjects write and all their checkpoints in one transaction. Promises: all of
// it or nothing; events at or before a subject's checkpoint change nothing there. Events that can never be
// handled are parked (careful.ts). Whether the commit survives a power cut is the session's choice (rows and
// checkpoint are lost together and done again). Any failure leaves the connection unusable and the outcome of
// a COMMIT possibly unknown: the caller drops the session and reads the checkpoints before anything else.
import type pg from 'pg';
import { isBefore } from '#platform/position.js';
import { fault, faultOnceSent } from '#platform/fault.js';
import { commitCarefully } from './careful.js';
import { advanceCheckpoints, type Checkpoint, type Lag, type Move } from './checkpoint.js';
import { isPassed, type Followed, type Passed } from './decode.js';
import { decisionOf, isDecision } from './parking/decisions.js';
import type { ParkingNotice } from './parking/notice.js';
import { parkKey, parkOf, sortOut, withParked, type Parking } from './parking/park.js';
import { insertParked } from './parking/parked-events.js';
import { planFor } from './parking/plan-for.js';
import { isPoison } from './parking/poison.js';
import { isInPart, samePart } from './partitions/partition.js';
import type { ReadBack } from './parking/read-back.js';
import type { Subject } from './subject.js';
import { tallyOf } from './verifying/tally.js';
import { answersOf } from './write.js';

export interface Batch {
  readonly client: pg.ClientBase;
  readonly subjects: readonly Subject[];
  readonly checkpoints: readonly Checkpoint[];
  /** In the order of the log, at least one. What is passed over belongs to no part that is held here. */
  readonly events: readonly (Followed | Passed)[];
  readonly lag: Lag;
  /** Sends on the connection, in the transaction, what others are to know of it. */
  readonly tell?: Tell | undefined;
  /** What waits, as it is in the database; kept up to date. */
  readonly parking: Parking;
  readonly readBack: ReadBack;
  /** Told, after the commit, what a subject could not handle. */
  readonly onParked?: ((notice: ParkingNotice) => void) | undefined;
}

export type Tell = (client: pg.ClientBase, moves: readonly Move[]) => Promise<void>;

/** What of a batch is new to a subject, and its own. */
export interface Part {
  readonly subject: Subject;
  /** Over all that is new, its own or not. */
  readonly move: Move;
  readonly fresh: readonly Followed[];
}

/** Of a part: the events of its streams, and what operators decided. */
const ownOf = ({ partition }: Subject, fresh: readonly (Followed | Passed)[]): readonly Followed[] =>
  fresh.filter(
    (event): event is Followed =>
      !isPassed(event) && (!partition || isInPart(partition, event.stream) || isDecision(event)),
  );

/** What the batch brings one subject; undefined when it has handled all of it. */
const partOf = (subject: Subject, { checkpoints, events }: Batch): Part | undefined => {
  const { name, version } = subject;
  const from = checkpoints.find(
    (known) => known.projection === name && known.version === version && samePart(known, subject),
  );
  if (!from) throw new TypeError(`There is no checkpoint of ${name} v${version}.`);
  const last = from.at?.position;
  const fresh = last ? events.filter(({ position }) => isBefore(last, position)) : events;
  const newest = fresh.at(-1);
  if (!newest) return undefined;
  const { position, id: eventId, stream, revision } = newest;
  const own = ownOf(subject, fresh);
  const move = { from, to: { position, eventId, stream, revision }, ...tallyOf(subject, own) };
  return { subject, move, fresh: own };
};

/** What a subject does now, and what goes behind what it has parked. */
const planned = ({ parking }: Batch, { subject, fresh }: Part) => {
  const park = parkOf(parking, subject);
  const { now, waiting } = sortOut(park, subject, fresh);
  return { subject, park, waiting, send: planFor(subject, now) };
};

/** Prepared, so that it goes out with what follows. */
const BEGIN = { name: 'begin', text: 'begin' };

/** Two round trips: everything, and once all of it is known to be as it must be, the commit. */
const transaction = async (batch: Batch, parts: readonly Part[]): Promise<void> => {
  const { client, lag, tell } = batch;
  const moves = parts.map(({ move }) => move);
  const plans = parts.map((part) => planned(batch, part));
  const begun = client.query(BEGIN);
  fault('after-begin');
  const sent = [
    begun,
    advanceCheckpoints(client, moves, lag),
    ...plans.flatMap(({ subject, send }) => (subject.partition ? send(client, 'own') : send(client))),
    ...plans.flatMap(({ subject, send }) => (subject.partition ? send(client, 'shared') : [])),
    ...plans.map(({ subject, waiting }) => insertParked(client, subject, waiting)),
    ...(tell ? [tell(client, moves)] : []),
  ];
  faultOnceSent('after-rows');
  await answersOf(sent);
  fault('before-commit');
  const committed = client.query('commit');
  faultOnceSent('commit-sent');
  await committed;
  fault('after-commit');
  for (const { subject, park, waiting } of plans)
    batch.parking.set(parkKey(subject), withParked(park, waiting));
};

const moved = (checkpoint: Checkpoint, parts: readonly Part[]): Checkpoint => {
  const part = parts.find(({ move }) => move.from === checkpoint);
  return part ? { ...checkpoint, at: part.move.to } : checkpoint;
};

const commitAtOnce = (batch: Batch, parts: readonly Part[]): Promise<void> =>
  transaction(batch, parts).catch(async (error: unknown) => {
    if (!isPoison(error)) throw error;
    await batch.client.query('rollback');
    await commitCarefully(batch, parts);
  });

const isDecided = ({ subject, fresh }: Part): boolean => decisionOf(subject, fresh.at(-1)) !== undefined;

/** The checkpoints after the batch. */
export const commitBatch = async (batch: Batch): Promise<readonly Checkpoint[]> => {
  const parts = batch.subjects.flatMap((subject) => partOf(subject, batch) ?? []);
  if (parts.length === 0) return batch.checkpoints;
  await (parts.some(isDecided) ? commitCarefully(batch, parts) : commitAtOnce(batch, parts));
  return batch.checkpoints.map((checkpoint) => moved(checkpoint, parts));
};
