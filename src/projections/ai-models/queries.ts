import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
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
  from(db, range.accountId, range.from);

/** The same for all accounts together. For operators. */
export const aiModelDaysOfAll = (db: Db, first: string) => from(db, EVERYBODY, first);
