import type { JsonObject } from '#domain/kit/json.js';
import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { asAccount } from '#platform/postgres/viewer.js';
import { ACCOUNTS_VIEW } from '../accounts/queries.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { aiTasksProjection } from './projection.js';
import { aiTaskCounts, aiTasks } from './tables.js';

const view = viewOf(aiTasksProjection);

export interface AiTaskRow extends Omit<Answer<typeof aiTasks>, 'parameters'> {
  /** Null once the person was erased. */
  readonly parameters: JsonObject | null;
  /** Null when the person was erased or is not known here yet. */
  readonly username: string | null;
}

export interface AiTaskList {
  readonly accountId: number;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  /** Only what the AI answered, well or not. */
  readonly answered?: boolean;
}

/** How many generations the account ever asked for. Read from a counter. */
export const countAiTasks = async (db: Db, accountId: number): Promise<number> => {
  const counted = sql(view(aiTaskCounts)).where('account_id', accountId).select('tasks');
  return (await run<{ tasks: number }>(asAccount(db, accountId), counted))[0]?.tasks ?? 0;
};

const NEWEST: { column: string; order: 'desc' }[] = [
  { column: 't.requested_at', order: 'desc' },
  { column: 't.id', order: 'desc' },
];

/** Which ones are on the page: an index alone tells. */
const placesOf = ({ accountId, page, pageSize, answered = false }: AiTaskList) =>
  sql(`${view(aiTasks)} as t`)
    .where('t.account_id', accountId)
    .modify((query) => {
      if (answered) void query.whereIn('t.status', ['completed', 'failed']);
    })
    .orderBy(NEWEST)
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .select('t.id');

/** One page of the account's generations, newest first. Results are not read. */
export const listAiTasks = (db: Db, list: AiTaskList): Promise<AiTaskRow[]> =>
  run<AiTaskRow>(
    asAccount(db, list.accountId),
    sql
      .from(placesOf(list).as('p'))
      .join(`${view(aiTasks)} as t`, 't.id', 'p.id')
      .leftJoin(`${ACCOUNTS_VIEW} as a`, 'a.id', 't.account_id')
      .orderBy(NEWEST)
      .select(...columnsAs('t', aiTasks), 'a.username'),
  );
