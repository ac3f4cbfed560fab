import type { Db } from '#platform/postgres/db.js';
import type { JsonObject } from '#domain/kit/json.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { countSome } from '#platform/postgres/count-some.js';
import { asAccount, asEveryone } from '#platform/postgres/viewer.js';
import { readableName } from '../projects/queries.js';
import { activitiesProjection } from './projection.js';
import { activities, activityDays, EVERYBODY } from './tables.js';

const view = viewOf(activitiesProjection);

export interface ActivityRow extends Omit<Answer<typeof activities>, 'details' | 'device'> {
  readonly details: JsonObject | null;
  readonly device: JsonObject | null;
  /** Null when the account cannot read the project (any more), or its owner was erased. */
  readonly projectName: string | null;
}

export interface ActivityFilter {
  readonly accountId: number;
  readonly types: readonly string[];
  readonly projectId?: number | undefined;
  /** An instant; older ones are left out. */
  readonly since?: string | undefined;
}

const filtered = ({ accountId, types, projectId, since }: ActivityFilter) =>
  sql(`${view(activities)} as a`)
    .where('a.account_id', accountId)
    .whereIn('a.type', [...types])
    .modify((query) => {
      if (projectId !== undefined) void query.where('a.project_id', projectId);
      if (since !== undefined) void query.where('a.at', '>=', since);
    });

export interface ActivityList extends ActivityFilter {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

const columnsFor = ({ accountId }: ActivityFilter) => [
  ...columnsAs('a', activities),
  readableName(accountId, 'a.project_id').as('projectName'),
];

const NEWEST: { column: string; order: 'desc' }[] = [
  { column: 'a.at', order: 'desc' },
  { column: 'a.id', order: 'desc' },
];

/** One page of what the account did, newest first. Which ones these are an index alone tells. */
export const listActivities = (
  db: Db,
  { page, pageSize, ...filter }: ActivityList,
): Promise<ActivityRow[]> => {
  const places = filtered(filter)
    .select('a.account_id', 'a.id')
    .orderBy(NEWEST)
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const rows = sql
    .from(places.as('p'))
    .join(`${view(activities)} as a`, { 'a.account_id': 'p.account_id', 'a.id': 'p.id' })
    .select(columnsFor(filter))
    .orderBy(NEWEST);
  return run<ActivityRow>(asAccount(db, filter.accountId), rows);
};

/** One of them; undefined when there is none. */
export const findActivity = async (
  db: Db,
  filter: ActivityFilter,
  id: number,
): Promise<ActivityRow | undefined> =>
  (
    await run<ActivityRow>(
      asAccount(db, filter.accountId),
      filtered(filter).select(columnsFor(filter)).where('a.id', id),
    )
  )[0];

const fromCounters = ({ accountId, types, since }: ActivityFilter) =>
  sql(view(activityDays))
    .where('account_id', accountId)
    .whereIn('type', [...types])
    .modify((query) => {
      if (since !== undefined) void query.where('day', '>=', since.slice(0, 10));
    })
    .select(sql.raw('coalesce(sum(events + tracked), 0)::bigint as count'));

/**
 * How many there are: from counters, which know whole days (`since` counts from the beginning of its day).
 * Only with a project are rows counted, up to 10,000.
 */
export const countActivities = async (db: Db, filter: ActivityFilter): Promise<number> => {
  const own = asAccount(db, filter.accountId);
  if (filter.projectId !== undefined) return countSome(own, filtered(filter), 'a.id');
  return (await run<{ count: number }>(own, fromCounters(filter)))[0]?.count ?? 0;
};

export interface ActivityDay {
  readonly day: string;
  readonly type: string;
  readonly events: number;
  readonly tracked: number;
  readonly durationMs: number;
}

const days = (db: Db, accountId: number, from: string): Promise<ActivityDay[]> =>
  run<ActivityDay>(
    db,
    sql(view(activityDays))
      .where('account_id', accountId)
      .andWhere('day', '>=', from)
      .select('day', 'type', 'events', 'tracked', 'duration_ms as durationMs')
      .orderBy(['day', 'type']),
  );

/** What the account did, day by day from `from` (`2026-02-08`), by type. */
export const activityDaysOf = (db: Db, { accountId, from }: { accountId: number; from: string }) =>
  days(asAccount(db, accountId), accountId, from);

/** The same for all accounts together. For operators. */
export const activityDaysOfAll = (db: Db, from: string) => days(asEveryone(db), EVERYBODY, from);

/** UTC days, both included: `2026-02-08`. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

export interface ActivityTotal {
  readonly day: string;
  readonly type: string;
  readonly events: number;
}

/** How often these things happened, of all accounts together, on each day of the span. For operators. */
export const activityOnDays = (
  db: Db,
  { from, to, types }: DaySpan & { readonly types: readonly string[] },
): Promise<ActivityTotal[]> =>
  run<ActivityTotal>(
    asEveryone(db),
    sql(view(activityDays))
      .where('account_id', EVERYBODY)
      .whereBetween('day', [from, to])
      .whereIn('type', [...types])
      .select('day', 'type', 'events')
      .orderBy(['day', 'type']),
  );

/** How often these things had happened before a day, by type; types that never had are left out. */
export const activityBefore = (
  db: Db,
  { day, types }: { readonly day: string; readonly types: readonly string[] },
): Promise<Pick<ActivityTotal, 'type' | 'events'>[]> =>
  run<Pick<ActivityTotal, 'type' | 'events'>>(
    asEveryone(db),
    sql(view(activityDays))
      .where('account_id', EVERYBODY)
      .andWhere('day', '<', day)
      .whereIn('type', [...types])
      .select('type', sql.raw('sum(events)::bigint as events'))
      .groupBy('type'),
  );

/** The first day on which anything happened; undefined when nothing has. */
export const firstActivityDay = async (db: Db): Promise<string | undefined> => {
  const first = sql(view(activityDays)).where('account_id', EVERYBODY).select('day').orderBy('day').limit(1);
  return (await run<{ day: string }>(asEveryone(db), first))[0]?.day;
};
