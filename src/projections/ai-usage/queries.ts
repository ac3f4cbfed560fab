import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { viewOf } from '../kit/columns.js';
import { aiUsageProjection } from './projection.js';
import { aiQuotaMonths, aiUsage } from './tables.js';

const view = viewOf(aiUsageProjection);

export interface AiUsage {
  /** Requests that count against the plan's limit of the month. */
  readonly used: number;
  /** Everything ever asked for. */
  readonly requests: number;
}

/** What the account asked the AI for; `month`: the one whose limit counts (`2026-02`). */
export const findAiUsage = async (
  db: Db,
  { accountId, month }: { readonly accountId: number; readonly month: string },
): Promise<AiUsage> => {
  const ofMonth = sql(view(aiQuotaMonths)).where({ account_id: accountId, month }).select('used');
  const requests = sql(view(aiUsage)).where('account_id', accountId).sum('requests');
  const both = sql.select(
    sql.raw('coalesce((?), 0)::bigint as ??', [ofMonth, 'used']),
    sql.raw('coalesce((?), 0)::bigint as ??', [requests, 'requests']),
  );
  return (await run<{ used: number; requests: number }>(db, both))[0] ?? { used: 0, requests: 0 };
};
