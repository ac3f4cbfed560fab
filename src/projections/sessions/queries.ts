import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { asAccount } from '#platform/postgres/viewer.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { sessionsProjection } from './projection.js';
import { accountCutoffs, loginHistory, sessions } from './tables.js';

const view = viewOf(sessionsProjection);

export type SessionRow = Answer<typeof sessions>;
export type LoginRow = Answer<typeof loginHistory>;

interface Living {
  readonly accountId: number;
  /** Sessions that nobody refreshed since can be refreshed no more. An instant. */
  readonly since: string;
}

/** Sessions of the account that are not over, newest first; at most 100. */
export const listSessions = (db: Db, { accountId, since }: Living): Promise<SessionRow[]> =>
  run<SessionRow>(
    asAccount(db, accountId),
    sql(`${view(sessions)} as s`)
      .leftJoin(`${view(accountCutoffs)} as c`, 'c.account_id', 's.account_id')
      .where('s.account_id', accountId)
      .whereNull('s.ended_at')
      .where('s.refreshed_at', '>=', since)
      .whereRaw("s.started_at >= coalesce(c.not_before, '-infinity')")
      .orderBy([
        { column: 's.started_at', order: 'desc' },
        { column: 's.id', order: 'desc' },
      ])
      .limit(100)
      .select(...columnsAs('s', sessions)),
  );

/** The newest sign-ins of the account, also those in vain. */
export const listLogins = (db: Db, accountId: number, limit: number): Promise<LoginRow[]> =>
  run<LoginRow>(
    asAccount(db, accountId),
    sql(`${view(loginHistory)} as l`)
      .where('l.account_id', accountId)
      .orderBy([
        { column: 'l.at', order: 'desc' },
        { column: 'l.id', order: 'desc' },
      ])
      .limit(limit)
      .select(...columnsAs('l', loginHistory)),
  );

export interface LastLogin {
  readonly at: string | null;
  readonly ip: string | null;
  readonly passwordChangedAt: string | null;
}

/** When and from where somebody signed in last, and when the password was changed; null: never, or unknown. */
export const lastLogin = async (db: Db, accountId: number): Promise<LastLogin> => {
  const own = asAccount(db, accountId);
  const newest = sql(view(loginHistory))
    .where({ account_id: accountId, success: true })
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(1);
  const [login] = await run<Pick<LastLogin, 'at' | 'ip'>>(own, newest.select('at', 'ip'));
  const [cutoff] = await run<Pick<LastLogin, 'passwordChangedAt'>>(
    own,
    sql(view(accountCutoffs))
      .where('account_id', accountId)
      .select('password_changed_at as passwordChangedAt'),
  );
  return {
    at: login?.at ?? null,
    ip: login?.ip ?? null,
    passwordChangedAt: cutoff?.passwordChangedAt ?? null,
  };
};
