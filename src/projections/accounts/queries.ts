import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { asAccount } from '#platform/postgres/viewer.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { accountsProjection } from './projection.js';
import { accounts, accountUsage } from './tables.js';

const view = viewOf(accountsProjection);
/** View of the accounts, for other projections' queries to join names from. */
export const ACCOUNTS_VIEW = view(accounts);

export interface AccountRow extends Answer<typeof accounts> {
  readonly projectsOwned: number;
  readonly designsCreated: number;
  readonly lastLoginAt: string | null;
}

const accountQuery = () =>
  sql(`${ACCOUNTS_VIEW} as a`)
    .leftJoin(`${view(accountUsage)} as u`, 'u.account_id', 'a.id')
    .select(
      ...columnsAs('a', accounts),
      sql.raw('coalesce(u.projects_owned, 0) as ??', ['projectsOwned']),
      sql.raw('coalesce(u.designs_created, 0) as ??', ['designsCreated']),
      'u.last_login_at as lastLoginAt',
    );

/** The account with its usage; undefined when there is none (yet). */
export const findAccount = async (db: Db, id: number): Promise<AccountRow | undefined> =>
  (await run<AccountRow>(asAccount(db, id), accountQuery().where('a.id', id)))[0];

export interface PlanCount {
  readonly plan: string;
  readonly accounts: number;
}

/** How many accounts have which plan now. For operators: it looks at every account. */
export const countByPlan = (db: Db): Promise<PlanCount[]> =>
  run<PlanCount>(
    db,
    sql(ACCOUNTS_VIEW).select('plan', sql.raw('count(*) as accounts')).groupBy('plan').orderBy('plan'),
  );
