import type { Db } from '#platform/postgres/db.js';

/** How much waits for one version of a projection or reactor; only those for which something does. */
export interface ParkedCount {
  readonly projection: string;
  readonly version: number;
  /** Readers see this version. */
  readonly active: boolean;
  readonly streams: number;
  /** Those that cannot be handled, and those behind them. */
  readonly events: number;
  /** Since when the oldest waits, ISO 8601. */
  readonly since: string;
}

const COUNT = `
select p.projection, p.version, count(distinct p.stream) as streams, count(*) as events, min(p.since) as since,
  exists (select from checkpoints c where c.active and c.projection = p.projection and c.version = p.version) as active
from parked_events p
group by p.projection, p.version order by p.projection, p.version`;

/** For health pages, metrics and alarms: one query. */
export const parkedCounts = async (db: Db): Promise<readonly ParkedCount[]> =>
  (await db.query<ParkedCount>(COUNT)).rows;
