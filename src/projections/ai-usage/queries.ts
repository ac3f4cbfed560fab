import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { asAccount } from '#platform/postgres/viewer.js';
import { viewOf } from '../kit/columns.js';
import { aiUsageProjection } from './projection.js';
import { aiQuotaMonths, aiUsage, aiUsageDays } from './tables.js';

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
  return (
    (await run<{ used: number; requests: number }>(asAccount(db, accountId), both))[0] ?? {
      used: 0,
      requests: 0,
    }
  );
};

export interface AiUsageDay {
  readonly day: string;
  readonly kind: string;
  readonly requests: number;
  readonly completed: number;
  readonly failed: number;
  readonly tokens: number;
  readonly costMicroUsd: number;
}

/** What the account asked the AI for, day by day from `from` (`2026-02-08`), by service. */
export const aiUsageDaysOf = (
  db: Db,
  { accountId, from }: { readonly accountId: number; readonly from: string },
): Promise<AiUsageDay[]> =>
  run<AiUsageDay>(
    asAccount(db, accountId),
    sql(view(aiUsageDays))
      .where('account_id', accountId)
      .andWhere('day', '>=', from)
      .select('day', 'kind', 'requests', 'completed', 'failed', 'cost_micro_usd as costMicroUsd')
      .select(sql.raw('tokens_in + tokens_out as tokens'))
      .orderBy(['day', 'kind']),
  );

/** How many requests of the account the AI answered, well or not. Read from counters. */
export const countAnswered = async (db: Db, accountId: number): Promise<number> => {
  const counted = sql(view(aiUsage))
    .where('account_id', accountId)
    .select(sql.raw('coalesce(sum(completed + failed), 0)::bigint as answered'));
  return (await run<{ answered: number }>(asAccount(db, accountId), counted))[0]?.answered ?? 0;
};
