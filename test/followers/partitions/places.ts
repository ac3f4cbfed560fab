import { expect } from 'chai';
import type pg from 'pg';
import { LOCK_CLASS } from '#followers/checkpoint.js';
import type { Position } from '#platform/position.js';
import { eventsOf, foldOf, rowsIn } from '#test/support/read-models.js';
import { until } from '#test/support/until.js';
import type { World } from '../world.js';

/** How many processes hold something, and how many parts each of them, fewest first. */
export const holders = async (pool: pg.Pool, projection: string): Promise<readonly number[]> => {
  const { rows } = await pool.query<{ parts: number }>(
    `select count(*)::int as parts from checkpoints c join pg_locks l on l.locktype = 'advisory' and l.granted
       and l.classid::bigint = $2 and l.objid::bigint = c.lock_key
       and l.database = (select oid from pg_database where datname = current_database())
     where c.projection = $1 group by l.pid order by 1`,
    [projection, LOCK_CLASS],
  );
  return rows.map(({ parts }) => parts);
};

/** In how many parts it is followed. */
export const partsOf = async (pool: pg.Pool, projection: string): Promise<number> => {
  const { rows } = await pool.query('select 1 from checkpoints where projection = $1', [projection]);
  return rows.length;
};

/** Resolves when every part of every projection has handled the position, whoever did it. */
export const handled = ({ pool }: World, { commit }: Position): Promise<unknown> =>
  until(async () => {
    const { rows } = await pool.query<{ at: string }>(
      'select min(coalesce(commit_position, -1))::text as at from checkpoints',
    );
    return BigInt(rows[0]?.at ?? -1) >= commit || undefined;
  });

/** Fails unless the rows are those of a pure fold of the log, which is quiet and handled. */
export const expectWholeFold = async ({ pool, client }: World): Promise<void> => {
  expect(await rowsIn(pool)).to.deep.equal(foldOf(await eventsOf(client)));
};
