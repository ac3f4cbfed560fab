import type { Position } from '#platform/position.js';
import type { Db } from '#platform/postgres/db.js';
import { asEveryone } from '#platform/postgres/viewer.js';
import { viewOf } from '../kit/columns.js';
import { sessionsProjection } from './projection.js';
import { accountCutoffs, sessions } from './tables.js';

const view = viewOf(sessionsProjection);

/** One thing that is over, as of a position of the log. */
export interface OverRow {
  readonly kind: 'session' | 'cutoff' | 'closed';
  /** Of the session, or of the account. */
  readonly id: string;
  readonly at: string;
}

interface Row extends Partial<OverRow> {
  readonly commit: string | null;
  readonly prepare: string | null;
}

/** One statement sees rows and checkpoint of one moment. Of several parts the one that is behind counts. */
const STATEMENT = `
with at as (
  select case when bool_and(commit_position is not null) then min(commit_position) end::text as commit,
    case when bool_and(commit_position is not null) then min(prepare_position) end::text as prepare
  from checkpoints where projection = '${sessionsProjection.name}' and active
), over as (
  select 'session' as kind, id, ended_at as at from ${view(sessions)} where ended_at >= $1
  union all
  select 'cutoff', account_id::text, not_before from ${view(accountCutoffs)} where not_before >= $1
  union all
  select 'closed', account_id::text, closed_at from ${view(accountCutoffs)}
  where closed_at is not null and closed_at > coalesce(opened_at, '-infinity')
)
select at.commit, at.prepare, over.kind, over.id, over.at from at left join over on true`;

/** What is over since an instant, and the position up to which that is known; null: nothing is known yet. */
export const standingRows = async (
  db: Db,
  since: string,
): Promise<{ readonly after: Position | null; readonly rows: readonly OverRow[] }> => {
  const { rows } = await asEveryone(db).query<Row>(STATEMENT, [since]);
  const [first] = rows;
  const after =
    typeof first?.commit === 'string' && typeof first.prepare === 'string'
      ? { commit: BigInt(first.commit), prepare: BigInt(first.prepare) }
      : null;
  return { after, rows: rows.filter((row): row is Row & OverRow => typeof row.kind === 'string') };
};
