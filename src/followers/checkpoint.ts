// Where projections and reactors are, in the table `checkpoints`. Promises: a checkpoint only moves from
// exactly where this follower believes it to be (compare-and-set), in the transaction of the rows it stands
// for. Server hints are in columns of their own and never moved to. A checkpoint that was moved by someone
// else is CheckpointMoved.
import type pg from 'pg';
import type { Position } from '#platform/position.js';
import type { Db } from '#platform/postgres/db.js';
import { sha256 } from '#platform/hash.js';
import { CheckpointMoved } from './errors.js';

export interface Checkpoint {
  readonly projection: string;
  readonly version: number;
  /** Of the last event handled; null: none yet. */
  readonly at: CheckpointEvent | null;
}

export interface CheckpointEvent {
  readonly position: Position;
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
}

/** One projection going from one checkpoint to the next over `events` events. */
export interface Move {
  readonly from: Checkpoint;
  readonly to: CheckpointEvent;
  readonly events: number;
}

interface Versioned {
  readonly name: string;
  readonly version: number;
}

/** Class of the advisory locks that say which follower works; the other half is `lockKey`. */
export const LOCK_CLASS = 7_310_001;

/** 31 bits, so that the number looks the same in `pg_locks`. */
export const lockKey = ({ name, version }: Versioned): number =>
  Number.parseInt(sha256(`${name}@${version}`).slice(0, 8), 16) >>> 1;

const named = (projections: readonly Versioned[]): string =>
  JSON.stringify(projections.map((p) => ({ projection: p.name, version: p.version, lock_key: lockKey(p) })));

const ENSURE = `
insert into checkpoints (projection, version, lock_key, active)
select r.projection, r.version, r.lock_key,
  not exists (select from checkpoints c where c.projection = r.projection and c.active)
from jsonb_to_recordset($1::jsonb) as r (projection text, version int, lock_key int)
on conflict do nothing`;

const READ = `
select c.projection, c.version, c.commit_position::text as commit, c.prepare_position::text as prepare,
  c.event_id, c.stream, c.revision
from checkpoints c
join jsonb_to_recordset($1::jsonb) as r (projection text, version int) using (projection, version)`;

const READ_ALL = `
select projection, version, commit_position::text as commit, prepare_position::text as prepare, event_id, stream,
  revision
from checkpoints order by projection, version`;

const FORGET = `
update checkpoints c set lag_ms = null, caught_up = false
from jsonb_to_recordset($1::jsonb) as r (projection text, version int)
where c.projection = r.projection and c.version = r.version`;

interface Stored {
  projection: string;
  version: number;
  commit: string | null;
  prepare: string | null;
  event_id: string | null;
  stream: string | null;
  revision: number | null;
}

const eventOf = ({ commit, prepare, event_id, stream, revision }: Stored): CheckpointEvent | null => {
  if (commit === null || prepare === null || event_id === null || stream === null || revision === null)
    return null;
  const position = { commit: BigInt(commit), prepare: BigInt(prepare) };
  return { position, eventId: event_id, stream, revision };
};

const checkpointOf = (row: Stored): Checkpoint => ({
  projection: row.projection,
  version: row.version,
  at: eventOf(row),
});

/** Every checkpoint there is, also of versions nobody runs. */
export const readAllCheckpoints = async (db: Db): Promise<Checkpoint[]> =>
  (await db.query<Stored>(READ_ALL)).rows.map(checkpointOf);

/**
 * The checkpoints of these projections, made where they are missing. Forgets their lag and that they were at
 * the end of the log: nobody knows it yet.
 */
export const takeOverCheckpoints = async (
  db: Db,
  projections: readonly Versioned[],
): Promise<Checkpoint[]> => {
  const names = [named(projections)];
  await db.query(ENSURE, names);
  await db.query(FORGET, names);
  const { rows } = await db.query<Stored>(READ, names);
  if (rows.length !== projections.length) throw new CheckpointMoved();
  return rows.map(checkpointOf);
};

/** The last failure stays for whoever asks; that there was progress says that it is over. */
const OVER = `c.failure || '{"over": true}'::jsonb`;

const ADVANCE = `
update checkpoints c set commit_position = r.commit, prepare_position = r.prepare, event_id = r.event_id,
  stream = r.stream, revision = r.revision, events_handled = c.events_handled + r.events,
  lag_ms = $2, scanned_commit = $3, scanned_prepare = $4, updated_at = clock_timestamp(), failure = ${OVER},
  caught_up = c.caught_up or $2::bigint = 0
from jsonb_to_recordset($1::jsonb) as r (projection text, version int, old_commit bigint, old_prepare bigint,
  commit bigint, prepare bigint, event_id uuid, stream text, revision bigint, events bigint)
where c.projection = r.projection and c.version = r.version
  and c.commit_position is not distinct from r.old_commit
  and c.prepare_position is not distinct from r.old_prepare`;

const asRow = ({ from, to, events }: Move) => ({
  projection: from.projection,
  version: from.version,
  old_commit: from.at?.position.commit.toString() ?? null,
  old_prepare: from.at?.position.prepare.toString() ?? null,
  commit: to.position.commit.toString(),
  prepare: to.position.prepare.toString(),
  event_id: to.eventId,
  stream: to.stream,
  revision: to.revision,
  events,
});

/** How far behind a follower is, as far as it can know. */
export interface Lag {
  /** How long ago the last event handled was created, or 0 at the end of the log. */
  readonly lagMs: number;
  /** How far the server says it has looked. */
  readonly hint: Position | null;
}

const digits = (hint: Position | null) => [hint?.commit.toString() ?? null, hint?.prepare.toString() ?? null];

/**
 * Moves checkpoints in the caller's transaction. Throws `CheckpointMoved`: then nothing must be committed.
 */
export const advanceCheckpoints = async (
  client: pg.ClientBase,
  moves: readonly Move[],
  { lagMs, hint }: Lag,
): Promise<void> => {
  const values = [JSON.stringify(moves.map(asRow)), lagMs, ...digits(hint)];
  const { rowCount } = await client.query({ name: 'advance_checkpoints', text: ADVANCE, values });
  if (rowCount !== moves.length) throw new CheckpointMoved();
};

const REFRESH = `
update checkpoints c set lag_ms = 0, scanned_commit = $2, scanned_prepare = $3, updated_at = clock_timestamp(),
  failure = ${OVER}, caught_up = true
from jsonb_to_recordset($1::jsonb) as r (projection text, version int)
where c.projection = r.projection and c.version = r.version`;

/** Notes that these projections are at the end of the log right now. */
export const refreshCheckpoints = async (
  db: Db,
  projections: readonly Versioned[],
  hint: Position | null,
): Promise<void> => {
  await db.query(REFRESH, [named(projections), ...digits(hint)]);
};

/**
 * Why projections do not go on, for whoever looks at the table. The next progress adds `over`; `restarts`
 * counts them all.
 */
export interface Failure {
  readonly at: string;
  readonly kind: string;
  /** Stable and never personal. */
  readonly code: string;
  readonly message: string;
  readonly eventId: string | null;
  readonly stream: string | null;
  readonly revision: number | null;
}

const NOTE_FAILURE = `
update checkpoints c set failure =
  $2::jsonb || jsonb_build_object('restarts', coalesce((c.failure->>'restarts')::bigint, 0) + 1)
from jsonb_to_recordset($1::jsonb) as r (projection text, version int)
where c.projection = r.projection and c.version = r.version`;

export const noteFailure = async (
  db: Db,
  projections: readonly Versioned[],
  failure: Failure,
): Promise<void> => {
  await db.query(NOTE_FAILURE, [named(projections), JSON.stringify(failure)]);
};
