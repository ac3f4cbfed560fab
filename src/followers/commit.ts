// Commits one batch: what all subjects write and all their checkpoints in one transaction. Promises: all of
// it or nothing; events at or before a subject's checkpoint change nothing there. Whether the commit survives
// a power cut is the session's choice (rows and checkpoint are lost together and done again). Any failure
// leaves the connection unusable and the outcome of a COMMIT possibly unknown: the caller drops the session
// and reads the checkpoints before anything else.
import type pg from 'pg';
import { isBefore } from '#platform/position.js';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { fault } from '#platform/fault.js';
import { advanceCheckpoints, type Checkpoint, type Lag, type Move } from './checkpoint.js';
import type { Send, Subject } from './subject.js';
import { answersOf } from './write.js';

export interface Batch {
  readonly client: pg.ClientBase;
  readonly subjects: readonly Subject[];
  readonly checkpoints: readonly Checkpoint[];
  /** In the order of the log, at least one. */
  readonly events: readonly RecordedEvent[];
  readonly lag: Lag;
  /** Sends on the connection, in the transaction, what others are to know of it. */
  readonly tell?: Tell | undefined;
}

export type Tell = (client: pg.ClientBase, moves: readonly Move[]) => Promise<void>;

interface Part {
  readonly move: Move;
  readonly send: Send;
}

/** What the batch does to one subject; undefined when it has handled all of it. */
const partOf = (subject: Subject, { checkpoints, events }: Batch): Part | undefined => {
  const { name, version } = subject;
  const from = checkpoints.find((known) => known.projection === name && known.version === version);
  if (!from) throw new TypeError(`There is no checkpoint of ${name} v${version}.`);
  const last = from.at?.position;
  const fresh = last ? events.filter(({ position }) => isBefore(last, position)) : events;
  const newest = fresh.at(-1);
  if (!newest) return undefined;
  const { position, id: eventId, stream, revision } = newest;
  const move = { from, to: { position, eventId, stream, revision }, events: fresh.length };
  return { move, send: subject.plan(fresh) };
};

/** Prepared, so that it goes out with what follows. */
const BEGIN = { name: 'begin', text: 'begin' };

/** Two round trips: everything, and once all of it is known to be as it must be, the commit. */
const transaction = async ({ client, lag, tell }: Batch, parts: readonly Part[]): Promise<void> => {
  const moves = parts.map(({ move }) => move);
  await answersOf([
    client.query(BEGIN),
    advanceCheckpoints(client, moves, lag),
    ...parts.flatMap(({ send }) => send(client)),
    ...(tell ? [tell(client, moves)] : []),
  ]);
  fault('before-commit');
  await client.query('commit');
  fault('after-commit');
};

const moved = (checkpoint: Checkpoint, parts: readonly Part[]): Checkpoint => {
  const part = parts.find(({ move }) => move.from === checkpoint);
  return part ? { ...checkpoint, at: part.move.to } : checkpoint;
};

/** The checkpoints after the batch. */
export const commitBatch = async (batch: Batch): Promise<readonly Checkpoint[]> => {
  const parts = batch.subjects.flatMap((subject) => partOf(subject, batch) ?? []);
  if (parts.length === 0) return batch.checkpoints;
  await transaction(batch, parts);
  return batch.checkpoints.map((checkpoint) => moved(checkpoint, parts));
};
