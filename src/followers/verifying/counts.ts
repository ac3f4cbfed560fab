// How far the events of each version are counted, in the tables `verifications` and `verification_marks`.
// Promises: where nothing happened, looking writes nothing; a count goes on only from exactly where it was
// believed to be, together with what it found. Losing the last of it in a power cut costs counting it again.
import type pg from 'pg';
import type { Db } from '#platform/postgres/db.js';
import type { Position } from '#platform/position.js';
import { isSetBack, type Count, type Mark, type Window } from './count.js';
import { insertFindings, type Found } from './findings.js';

/** A version whose events this process can tell. */
export interface Countable {
  readonly projection: string;
  readonly version: number;
  /** Stream categories it follows. */
  readonly categories: readonly string[];
}

/** Checkpoints of before there was this, and those whose positions changed, count from where they are. */
const BEGIN = `
with begun as (
  update verifications v set commit_position = c.commit_position, prepare_position = c.prepare_position,
    reached_commit = c.commit_position, reached_prepare = c.prepare_position, counted = 0, counted_digest = 0,
    events_handled = c.events_handled, handled_digest = c.handled_digest
  from checkpoints c
  where c.projection = v.projection and c.version = v.version and c.partition = v.partition and v.handled_digest is null
    and c.handled_digest is not null
  returning v.projection, v.version, v.partition, v.commit_position, v.prepare_position)
delete from verification_marks m using begun b
where m.projection = b.projection and m.version = b.version and m.partition = b.partition
  and (m.commit_position, m.prepare_position) <= (b.commit_position, b.prepare_position);`;

/** A checkpoint that moved since the last mark is the next mark. */
const MARK = `
insert into verification_marks
  (projection, version, partition, commit_position, prepare_position, event_id, events_handled, handled_digest)
select c.projection, c.version, c.partition, c.commit_position, c.prepare_position, c.event_id, c.events_handled,
  c.handled_digest
from checkpoints c join verifications v using (projection, version, partition)
where v.handled_digest is not null and c.handled_digest is not null and c.event_id is not null
  and (c.commit_position, c.prepare_position) is distinct from (v.commit_position, v.prepare_position)
  and not exists (select from verification_marks m where m.projection = c.projection and m.version = c.version
    and m.partition = c.partition
    and (m.commit_position, m.prepare_position) >= (c.commit_position, c.prepare_position));`;

/** Has every version's window end where its checkpoint is now. */
export const takeMarks = async (db: Db): Promise<void> => {
  await db.query(`${BEGIN}\n${MARK}`);
};

/** Marks of one version that are read at a time. */
const AT_ONCE = 32;

const PENDING = `
select v.projection, v.version, v.partition as index, c.partitions as of, v.commit_position::text as commit, v.prepare_position::text as prepare,
  v.reached_commit::text as "reachedCommit", v.reached_prepare::text as "reachedPrepare",
  v.events_handled as "eventsHandled", v.handled_digest as "handledDigest", v.counted,
  v.counted_digest as "countedDigest", m.marks
from verifications v join checkpoints c using (projection, version, partition) join lateral (
  select json_agg(json_build_object('id', n.id, 'commit', n.commit_position::text, 'prepare', n.prepare_position::text,
    'eventId', n.event_id, 'events', n.events_handled, 'digest', n.handled_digest)
    order by n.commit_position, n.prepare_position, n.id) as marks
  from (select * from verification_marks k where k.projection = v.projection and k.version = v.version
    and k.partition = v.partition
    order by commit_position, prepare_position, id limit ${AT_ONCE}) n) m on m.marks is not null
where v.handled_digest is not null
order by v.counted_at nulls first`;

interface StoredMark {
  readonly id: number;
  readonly commit: string;
  readonly prepare: string;
  readonly eventId: string;
  readonly events: number;
  readonly digest: number;
}

interface Stored {
  projection: string;
  version: number;
  index: number;
  of: number;
  commit: string | null;
  prepare: string | null;
  reachedCommit: string | null;
  reachedPrepare: string | null;
  eventsHandled: number;
  handledDigest: number;
  counted: number;
  countedDigest: number;
  marks: readonly StoredMark[];
}

const positionOf = (commit: string | null, prepare: string | null): Position | null =>
  commit === null || prepare === null ? null : { commit: BigInt(commit), prepare: BigInt(prepare) };

const markOf = ({ id, commit, prepare, eventId, events, digest }: StoredMark): Mark => ({
  id,
  position: { commit: BigInt(commit), prepare: BigInt(prepare) },
  eventId,
  handled: { events, digest },
});

const countOf = (row: Stored, { categories }: Countable): Count => ({
  projection: row.projection,
  version: row.version,
  partition: { index: row.index, of: row.of },
  categories,
  from: positionOf(row.commit, row.prepare),
  handled: { events: row.eventsHandled, digest: row.handledDigest },
  reached: positionOf(row.reachedCommit, row.reachedPrepare),
  counted: { events: row.counted, digest: row.countedDigest },
  marks: row.marks.map(markOf),
});

/** Versions with marks ahead of them, the one that waited longest first. */
export const pendingCounts = async (db: Db, countables: readonly Countable[]): Promise<readonly Count[]> => {
  const { rows } = await db.query<Stored>(PENDING);
  return rows.flatMap((row) => {
    const known = countables.find(
      ({ projection, version }) => projection === row.projection && version === row.version,
    );
    return known ? [countOf(row, known)] : [];
  });
};

const GO_ON = `
update verifications v set commit_position = r.commit, prepare_position = r.prepare,
  events_handled = r.handled, handled_digest = r.digest, reached_commit = r.reached_commit,
  reached_prepare = r.reached_prepare, counted = r.counted, counted_digest = r.counted_digest,
  events = v.events + r.events, windows = v.windows + r.windows, counted_at = clock_timestamp()
from jsonb_to_recordset($1::jsonb) as r (projection text, version int, partition int, old_commit bigint, old_prepare bigint,
  old_handled bigint, commit bigint, prepare bigint, handled bigint, digest int, reached_commit bigint,
  reached_prepare bigint, counted bigint, counted_digest int, events bigint, windows bigint)
where v.projection = r.projection and v.version = r.version and v.partition = r.partition and v.handled_digest is not null
  and v.events_handled = r.old_handled and v.reached_commit is not distinct from r.old_commit
  and v.reached_prepare is not distinct from r.old_prepare`;

/** One version's count over a slice. */
export interface Step {
  readonly before: Count;
  readonly after: Count;
  /** Those that ended in it. */
  readonly windows: readonly Window[];
  readonly found: readonly Found[];
}

const digits = (name: string, position: Position | null) => ({
  [`${name}commit`]: position?.commit.toString() ?? null,
  [`${name}prepare`]: position?.prepare.toString() ?? null,
});

const rowOf = ({ before, after, windows }: Step) => ({
  projection: before.projection,
  version: before.version,
  partition: before.partition.index,
  ...digits('old_', before.reached),
  old_handled: before.handled.events,
  ...digits('', after.from),
  handled: after.handled.events,
  digest: after.handled.digest,
  ...digits('reached_', after.reached),
  counted: after.counted.events,
  counted_digest: after.counted.digest,
  events: windows.reduce((sum, { logged }) => sum + logged.events, 0),
  windows: windows.length,
});

const PASS = `delete from verification_marks where id = any($1::bigint[])`;

/** Of before a checkpoint was set back. */
const DROP = `delete from verification_marks where projection = $1 and version = $2 and partition = $3 and id < $4`;

/**
 * Writes down what was counted and found, in the caller's transaction. False: somebody else changed it; then
 * nothing may be committed.
 */
export const goOn = async (client: pg.ClientBase, steps: readonly Step[]): Promise<boolean> => {
  const { rowCount } = await client.query(GO_ON, [JSON.stringify(steps.map(rowOf))]);
  if (rowCount !== steps.length) return false;
  const windows = steps.flatMap((step) => step.windows);
  if (windows.length > 0) await client.query(PASS, [windows.map(({ mark }) => mark.id)]);
  for (const { before, windows: own } of steps)
    for (const { mark } of own.filter(isSetBack))
      await client.query(DROP, [before.projection, before.version, before.partition.index, mark.id]);
  await insertFindings(
    client,
    steps.flatMap(({ found }) => found),
  );
  return true;
};

/** Positions mean nothing any more: every window begins anew where its checkpoint is. */
export const countAnew = async (db: Db): Promise<void> => {
  await db.query('delete from verification_marks; update verifications set handled_digest = null');
};
