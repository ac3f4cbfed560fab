import type { Db } from '#platform/postgres/db.js';

/** Effects of one kind in one state; those that are done are not counted, there is no end of them. */
export interface EffectCount {
  readonly kind: string;
  readonly state: 'pending' | 'running' | 'dead' | 'expired';
  readonly effects: number;
  /** Of them, those a worker may take now. */
  readonly due: number;
  /** How long the first of those has been due. Seconds; 0: none is. */
  readonly waiting: number;
}

const COUNT = `
select kind, state, count(*) as effects,
  count(*) filter (where next_at <= clock_timestamp() and state in ('pending', 'running')) as due,
  coalesce(extract(epoch from clock_timestamp() - min(next_at) filter (
    where next_at <= clock_timestamp() and state in ('pending', 'running'))), 0)::float8 as waiting
from (
  select kind, state, next_at from effects where state in ('pending', 'running')
  union all
  select kind, state, next_at from effects where state in ('dead', 'expired')) open
group by kind, state order by kind, state`;

/** One statement, by the indexes of those that are open or given up. */
export const effectCounts = async (db: Db): Promise<readonly EffectCount[]> =>
  (await db.query<EffectCount & Record<string, unknown>>(COUNT)).rows;
