// Advisory locks on subjects. Promises: followers that look at the same time do not get a part each (one look
// is one statement to the server, and looks wait for each other there); freed when the connection ends.
import type pg from 'pg';
import type { Db } from '#platform/postgres/db.js';
import { pauseUnlessAborted } from './backoff.js';
import { LOCK_CLASS, lockKey, type Versioned } from './checkpoint.js';

/** Held while somebody takes locks: the lock of no subject. */
const GATE = `select pg_advisory_xact_lock(${LOCK_CLASS}, -1)`;

/** Those of the subjects that this connection holds from now on: whatever nobody else holds. */
export const takeLocks = async <S extends Versioned>(
  client: pg.ClientBase,
  subjects: readonly S[],
): Promise<readonly S[]> => {
  if (subjects.length === 0) return [];
  const keys = subjects.map(lockKey).join(', ');
  const take = `select key, pg_try_advisory_lock(${LOCK_CLASS}, key) as held from unnest(array[${keys}]) key`;
  // Several statements in one message: `pg` answers with a result for each.
  const answers: unknown = await client.query(`${GATE}; ${take}`);
  const [, { rows }] = answers as [unknown, pg.QueryResult<{ key: number; held: boolean }>];
  const held = new Set(rows.filter((row) => row.held).map(({ key }) => key));
  return subjects.filter((subject) => held.has(lockKey(subject)));
};

export const freeLocks = async (client: pg.ClientBase, subjects: readonly Versioned[]): Promise<void> => {
  for (const subject of subjects)
    await client.query('select pg_advisory_unlock($1, $2)', [LOCK_CLASS, lockKey(subject)]);
};

const HELD = `
select count(*) as held from pg_locks l
where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid::bigint = $1
  and l.database = (select oid from pg_database where datname = current_database())
  and l.objid::bigint = any($2::bigint[])`;

/** How many of the subjects somebody holds. */
export const heldLocks = async (db: Db, subjects: readonly Versioned[]): Promise<number> => {
  const { rows } = await db.query<{ held: number }>(HELD, [LOCK_CLASS, subjects.map(lockKey)]);
  return rows[0]?.held ?? 0;
};

const HELD_PARTS = `
select count(l.objid) as held, count(*) as of from checkpoints c
left join pg_locks l on l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid::bigint = $1
  and l.database = (select oid from pg_database where datname = current_database())
  and l.objid::bigint = c.lock_key
where c.projection = $2 and c.version = $3`;

type Version = Pick<Versioned, 'name' | 'version'>;

const heldParts = async (db: Db, { name, version }: Version) => {
  const { rows } = await db.query<{ held: number; of: number }>(HELD_PARTS, [LOCK_CLASS, name, version]);
  return rows[0] ?? { held: 0, of: 0 };
};

/** Whether somebody works on a version, or on a part of it. */
export const isHeld = async (db: Db, version: Version): Promise<boolean> =>
  (await heldParts(db, version)).held > 0;

/** Whether somebody works on each part of a version. */
export const isKept = async (db: Db, version: Version): Promise<boolean> => {
  const { held, of } = await heldParts(db, version);
  return of > 0 && held === of;
};

const LOOK_MS = 1_000;

/** Aborted when it is so (or nobody can say), unless `stop` is before that. */
export const whenSo = (isSo: () => Promise<boolean>, stop: AbortSignal): AbortSignal => {
  const found = new AbortController();
  const look = async (): Promise<void> => {
    while (!stop.aborted) {
      await pauseUnlessAborted(LOOK_MS * (0.5 + Math.random()), stop);
      if (await isSo().catch(() => true)) break;
    }
    if (!stop.aborted) found.abort();
  };
  void look();
  return found.signal;
};
