// Where the events of checkpoints are in a log that was copied or restored: positions are a server's own, a
// stream and a revision are not. Promises: a checkpoint is only moved to the very event it names, all of them in
// one transaction and only from where they were looked at; what is behind and before an event is the same in
// both logs as far as a copy keeps the order. Fails with CheckpointMoved when a follower was faster, with
// SourceLost when the log does not answer.
import { FORWARDS, StreamDeletedError, StreamNotFoundError, type ResolvedEvent } from '@eventstore/db-client';
import type pg from 'pg';
import type { LogClient } from '#eventlog/log-client.js';
import type { Position } from '#platform/position.js';
import { collected } from '#eventlog/collected.js';
import { readAllCheckpoints, type Checkpoint, type CheckpointEvent } from '../checkpoint.js';
import { CheckpointMoved, SourceLost } from '../errors.js';
import { partitionOf } from '../partitions/partition.js';
import { countAnew } from '../verifying/counts.js';
import { idAt } from '../verify.js';

export type Places = Pick<LogClient, 'readAll' | 'readStream'>;

/** A checkpoint and where the log has its event: there, elsewhere, or nowhere. */
export type Placed =
  | { readonly state: 'in_place'; readonly checkpoint: Checkpoint }
  | {
      readonly state: 'elsewhere';
      readonly checkpoint: Checkpoint;
      readonly at: CheckpointEvent;
      readonly to: Position;
    }
  | { readonly state: 'gone'; readonly checkpoint: Checkpoint; readonly at: CheckpointEvent };

const ANSWER_MS = 5_000;

const isAbsent = (error: unknown): boolean =>
  error instanceof StreamNotFoundError || error instanceof StreamDeletedError;

/** Where the log has the event now; undefined when it has it no more. */
const placeOf = async (
  log: Places,
  { stream, revision, eventId }: CheckpointEvent,
): Promise<Position | undefined> => {
  const reading = log.readStream(stream, {
    direction: FORWARDS,
    fromRevision: BigInt(revision),
    maxCount: 1,
  });
  const pick = ({ event }: ResolvedEvent) => (event?.id === eventId ? event.position : undefined);
  const places = await collected(reading, ANSWER_MS, pick).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw new SourceLost('the log could not be read', error);
  });
  return places[0];
};

const placed = async (log: Places, checkpoint: Checkpoint): Promise<Placed> => {
  const { at } = checkpoint;
  if (!at || (await idAt(log, at.position)) === at.eventId) return { state: 'in_place', checkpoint };
  const to = await placeOf(log, at);
  return to ? { state: 'elsewhere', checkpoint, at, to } : { state: 'gone', checkpoint, at };
};

/** All checkpoints of the database. */
export const placeCheckpoints = async (db: pg.Pool, log: Places): Promise<Placed[]> => {
  const found: Placed[] = [];
  for (const checkpoint of await readAllCheckpoints(db)) found.push(await placed(log, checkpoint));
  return found;
};

const MOVE = `
update checkpoints c set commit_position = r.commit, prepare_position = r.prepare, scanned_commit = null,
  scanned_prepare = null, lag_ms = null, caught_up = false, failure = null, updated_at = clock_timestamp()
from jsonb_to_recordset($1::jsonb) as r (projection text, version int, partition int, old bigint, event_id uuid,
  commit bigint, prepare bigint)
where c.projection = r.projection and c.version = r.version and c.partition = r.partition and c.commit_position = r.old
  and c.event_id = r.event_id`;

const moves = (all: readonly Placed[]) =>
  all.flatMap((one) =>
    one.state === 'elsewhere'
      ? [
          {
            projection: one.checkpoint.projection,
            version: one.checkpoint.version,
            partition: partitionOf(one.checkpoint).index,
            event_id: one.at.eventId,
            old: one.at.position.commit.toString(),
            commit: one.to.commit.toString(),
            prepare: one.to.prepare.toString(),
          },
        ]
      : [],
  );

/** Moves the checkpoints whose events are elsewhere: all or none. */
export const moveCheckpoints = async (db: pg.Pool, all: readonly Placed[]): Promise<void> => {
  const rows = moves(all);
  const client = await db.connect();
  try {
    await client.query('begin');
    const { rowCount } = await client.query(MOVE, [JSON.stringify(rows)]);
    if (rowCount !== rows.length) throw new CheckpointMoved();
    await countAnew(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
};
