import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { asAccount, asEveryone } from '#platform/postgres/viewer.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { usageProjection } from './projection.js';
import { editMinutes, projectUses, sessionDays } from './tables.js';

const view = viewOf(usageProjection);

export interface UsageRange {
  readonly accountId: number;
  /** First UTC day: `2026-02-08`. */
  readonly from: string;
}

export interface EditDay {
  readonly day: string;
  /** Different projects that were changed. */
  readonly projects: number;
  /** Different minutes in which something was changed. */
  readonly minutes: number;
}

/** How much the account worked, day by day; days without work are left out. */
export const editDaysOf = (db: Db, { accountId, from }: UsageRange): Promise<EditDay[]> =>
  run<EditDay>(
    db,
    sql(view(editMinutes))
      .where('account_id', accountId)
      .andWhere('minute', '>=', from)
      .select(
        sql.raw('left(minute, 10) as day'),
        sql.raw('count(distinct project_id) as projects'),
        sql.raw('count(distinct minute) as minutes'),
      )
      .groupByRaw('1')
      .orderByRaw('1'),
  );

export interface SessionDay {
  readonly day: string;
  readonly sessions: number;
}

/** Sessions the account opened or prolonged, day by day. */
export const sessionDaysOf = (db: Db, { accountId, from }: UsageRange): Promise<SessionDay[]> =>
  run<SessionDay>(
    asAccount(db, accountId),
    sql(view(sessionDays))
      .where('account_id', accountId)
      .andWhere('day', '>=', from)
      .select('day', sql.raw('count(*) as sessions'))
      .groupBy('day')
      .orderBy('day'),
  );

export interface ActiveDay {
  readonly day: string;
  /** Accounts that opened or prolonged a session. */
  readonly accounts: number;
  readonly sessions: number;
}

/** Who was there, day by day. For operators: it counts the keys of those days. */
export const activeDays = (db: Db, from: string): Promise<ActiveDay[]> =>
  run<ActiveDay>(
    asEveryone(db),
    sql(view(sessionDays))
      .where('day', '>=', from)
      .select('day', sql.raw('count(distinct account_id) as accounts, count(*) as sessions'))
      .groupBy('day')
      .orderBy('day'),
  );

/** UTC days, both included: `2026-02-08`. */
interface DaySpan {
  readonly from: string;
  readonly to: string;
}

export interface ActiveAccounts {
  /** Which of the spans, from 1. */
  readonly span: number;
  /** Different accounts that opened or prolonged a session in it. */
  readonly accounts: number;
}

/** Who was there in spans of days; spans without anybody are left out. For operators: it reads the keys of those days. */
export const activeAccounts = (db: Db, spans: readonly DaySpan[]): Promise<ActiveAccounts[]> =>
  run<ActiveAccounts>(
    asEveryone(db),
    sql.raw(
      `select s.span, there.accounts
       from unnest(?::text[], ?::text[]) with ordinality as s(first, last, span)
       cross join lateral (
         select count(*) as accounts
         from (select distinct account_id from ${view(sessionDays)} where day between s.first and s.last) as one
       ) as there
       where there.accounts > 0 order by s.span`,
      [spans.map(({ from }) => from), spans.map(({ to }) => to)],
    ),
  );

export type ProjectUses = Answer<typeof projectUses>;

const NO_USES: Omit<ProjectUses, 'projectId'> = {
  views: 0,
  exports: 0,
  shares: 0,
  aiGenerations: 0,
  lastViewed: null,
};

/** How a project was used; `editMinutes`: each person's minutes are counted. */
export const findProjectUses = async (
  db: Db,
  projectId: number,
): Promise<ProjectUses & { readonly editMinutes: number }> => {
  const uses = sql(`${view(projectUses)} as u`)
    .where('u.project_id', projectId)
    .select(...columnsAs('u', projectUses));
  const minutes = sql(view(editMinutes)).where('project_id', projectId).count('* as minutes');
  const [[found], [counted]] = await Promise.all([
    run<ProjectUses>(db, uses),
    run<{ minutes: number }>(db, minutes),
  ]);
  return { ...NO_USES, projectId, ...found, editMinutes: counted?.minutes ?? 0 };
};
