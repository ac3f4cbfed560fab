import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { asAccount, asEveryone } from '#platform/postgres/viewer.js';
import { viewOf } from '../kit/columns.js';
import { aiModelsProjection } from './projection.js';
import { aiModelDays, EVERYBODY } from './tables.js';

export interface AiModelUsage {
  readonly day: string;
  readonly kind: string;
  /** Empty: no model answered. */
  readonly model: string;
  readonly completed: number;
  readonly failed: number;
  readonly tokens: number;
  readonly costMicroUsd: number;
  readonly durationMs: number;
}

const from = (db: Db, accountId: number, day: string): Promise<AiModelUsage[]> =>
  run<AiModelUsage>(
    db,
    sql(viewOf(aiModelsProjection)(aiModelDays))
      .where('account_id', accountId)
      .andWhere('day', '>=', day)
      .select('day', 'kind', 'model', 'completed', 'failed', 'tokens')
      .select('cost_micro_usd as costMicroUsd', 'duration_ms as durationMs')
      .orderBy(['day', 'kind', 'model']),
  );

/** What the answers to an account cost, day by day from `from`, by service and model. */
export const aiModelDaysOf = (db: Db, range: { accountId: number; from: string }) =>
  from(asAccount(db, range.accountId), range.accountId, range.from);

/** The same for all accounts together. For operators. */
export const aiModelDaysOfAll = (db: Db, first: string) => from(asEveryone(db), EVERYBODY, first);

/** What answers of some days came to. */
export interface AiTotals {
  readonly completed: number;
  readonly failed: number;
  readonly tokens: number;
  readonly costMicroUsd: number;
  readonly durationMs: number;
}

/** UTC days, both included: `2026-02-08`. */
interface DaySpan {
  readonly from: string;
  readonly to: string;
}

const SUMS = [
  ['completed', 'completed'],
  ['failed', 'failed'],
  ['tokens', 'tokens'],
  ['cost_micro_usd', 'costMicroUsd'],
  ['duration_ms', 'durationMs'],
] as const;

const totalsBy = (names: readonly string[], { from: first, to }: DaySpan) =>
  sql(viewOf(aiModelsProjection)(aiModelDays))
    .where('account_id', EVERYBODY)
    .whereBetween('day', [first, to])
    .select(...names, ...SUMS.map((name) => sql.raw('sum(??)::bigint as ??', [...name])))
    .groupBy(...names)
    .orderBy([...names]);

/** Answers to all accounts together, day by day. For operators. */
export const aiTotalsByDay = (db: Db, span: DaySpan): Promise<(AiTotals & { readonly day: string })[]> =>
  run<AiTotals & { readonly day: string }>(asEveryone(db), totalsBy(['day'], span));

/** The same in all, by service and by the model that answered (empty: none did). */
export const aiTotalsByModel = (
  db: Db,
  span: DaySpan,
): Promise<(AiTotals & { readonly kind: string; readonly model: string })[]> =>
  run<AiTotals & { readonly kind: string; readonly model: string }>(
    asEveryone(db),
    totalsBy(['kind', 'model'], span),
  );
