// What is known about the verification of each version, for whoever asks: operators, health, metrics.
// Promises: a read of small tables, nothing of the log; nothing personal.
import type { Db } from '#platform/postgres/db.js';

/** How far one version is verified. */
export interface VersionVerification {
  readonly projection: string;
  readonly version: number;
  /** Commit position up to which its events (those of all parts) were counted in the log, in digits; null: nothing yet. */
  readonly countedTo: string | null;
  /** Events and windows that were compared in all. */
  readonly events: number;
  readonly windows: number;
  /** Rows that were folded again. */
  readonly rows: number;
  /** When events and rows were looked at last; null: never. */
  readonly countedAt: string | null;
  readonly sampledAt: string | null;
  /** Findings that are not settled. */
  readonly findings: number;
}

const READ = `
select v.projection, v.version, case when bool_and(v.reached_commit is not null) then min(v.reached_commit)::text end as "countedTo",
  sum(v.events)::bigint as events, sum(v.windows)::bigint as windows, sum(v.rows)::bigint as rows,
  min(v.counted_at) as "countedAt", max(v.sampled_at) as "sampledAt",
  (select count(*) from verification_findings f
   where f.projection = v.projection and f.version = v.version and f.settled_at is null) as findings
from verifications v group by v.projection, v.version order by v.projection, v.version`;

/** Every version, reactors included. One statement. */
export const readVerification = async (db: Db): Promise<readonly VersionVerification[]> =>
  (await db.query<VersionVerification & Record<string, unknown>>(READ)).rows;
