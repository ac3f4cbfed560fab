// Commits one batch: the rows of all projections and all their checkpoints in one transaction. Promises: all of it or
// nothing; events at or before a projection's checkpoint change nothing there. The commit may be lost in a power cut
// (rows and checkpoint together: it is done again). Any failure leaves the connection unusable and the outcome of a
// COMMIT possibly unknown: the caller drops the session and reads the checkpoints before anything else.
import type pg from 'pg';
import { isBefore } from '#platform/position.js';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { fault } from '#platform/fault.js';
import { physicalTable } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import { advanceCheckpoints, type Checkpoint, type Lag, type Move } from './checkpoint.js';
import { EventFailed } from './errors.js';
import { fold, type TablePlan, type Target } from './fold.js';
import { answersOf, sendPlans } from './write.js';

export interface Batch {
  readonly client: pg.ClientBase;
  readonly projections: readonly Projection[];
  readonly checkpoints: readonly Checkpoint[];
  /** In the order of the log, at least one. */
  readonly events: readonly RecordedEvent[];
  readonly lag: Lag;
}

interface Part {
  readonly move: Move;
  readonly plans: readonly TablePlan[];
}

const targetsOf = ({ tables, version }: Projection): ReadonlyMap<string, Target> =>
  new Map(tables.map((table) => [table.name, { table, physical: physicalTable(table.name, version) }]));

const changesOf = (projection: Projection, recorded: RecordedEvent) => {
  const { event, id, revision, stream } = recorded;
  try {
    return projection.changesFor(event.type, { data: event.data, revision, stream, eventId: id });
  } catch (error) {
    throw new EventFailed(recorded, error);
  }
};

/** What the batch does to one projection; undefined when it has handled all of it. */
const partOf = (projection: Projection, { checkpoints, events }: Batch): Part | undefined => {
  const { name, version } = projection;
  const from = checkpoints.find((known) => known.projection === name && known.version === version);
  if (!from) throw new TypeError(`There is no checkpoint of ${name} v${version}.`);
  const last = from.at?.position;
  const fresh = last ? events.filter(({ position }) => isBefore(last, position)) : events;
  const newest = fresh.at(-1);
  if (!newest) return undefined;
  const changes = fresh.flatMap((recorded) => changesOf(projection, recorded));
  const { position, id: eventId, stream, revision } = newest;
  const move = { from, to: { position, eventId, stream, revision }, events: fresh.length };
  return { move, plans: fold(targetsOf(projection), changes) };
};

/** Two round trips: everything, and once all of it is known to be as it must be, the commit. */
const transaction = async ({ client, lag }: Batch, parts: readonly Part[]): Promise<void> => {
  const moves = parts.map(({ move }) => move);
  const plans = parts.flatMap((part) => part.plans);
  await answersOf([
    client.query('begin'),
    advanceCheckpoints(client, moves, lag),
    ...sendPlans(client, plans),
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
  const parts = batch.projections.flatMap((projection) => partOf(projection, batch) ?? []);
  if (parts.length === 0) return batch.checkpoints;
  await transaction(batch, parts);
  return batch.checkpoints.map((checkpoint) => moved(checkpoint, parts));
};
