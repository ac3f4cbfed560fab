import { dayOf } from '#domain/kit/values.js';
import type { ActivityDay } from '#projections/activities/queries.js';
import type { AiUsageDay } from '#projections/ai-usage/queries.js';
import type { EditDay, SessionDay } from '#projections/usage/queries.js';
import { byAction, isActivity, timesOf } from './activity.js';
import { dollars, firstOfDays, lastDays, rounded, sumOf } from './days.js';

const WEEK = 7;
export const MONTH = 30;
const TOP = 10;
const HOUR_MS = 3_600_000;
const MINUTE_SECONDS = 60;

/** Counters of one account, of the days that are asked for at least. */
export interface AccountDays {
  /** Instant of the request. */
  readonly at: string;
  /** Projects there are. */
  readonly projects: number;
  readonly activity: readonly ActivityDay[];
}

export interface DashboardDays extends AccountDays {
  readonly ai: readonly AiUsageDay[];
  readonly edits: readonly EditDay[];
  readonly sessions: readonly SessionDay[];
}

/** Facts of the log alone: what a client says of these does not count. */
export const eventsOf = (rows: readonly ActivityDay[], type: string): number =>
  sumOf(
    rows.filter((row) => row.type === type),
    ({ events }) => events,
  );

const exportsOf = (rows: readonly ActivityDay[]): number =>
  timesOf(rows.filter(({ type }) => type === 'project_export'));

const since = <R extends { readonly day: string }>(rows: readonly R[], from: string): readonly R[] =>
  rows.filter(({ day }) => day >= from);

/** Rows of one day. */
export const on = <R extends { readonly day: string }>(rows: readonly R[], date: string): readonly R[] =>
  rows.filter(({ day }) => day === date);

const aiOf = (rows: readonly AiUsageDay[]) => ({
  requests: sumOf(rows, ({ requests }) => requests),
  tokens: sumOf(rows, ({ tokens }) => tokens),
  cost: dollars(sumOf(rows, ({ costMicroUsd }) => costMicroUsd)),
});

const dayOfUsage = (days: DashboardDays, date: string) => {
  const activity = on(days.activity, date);
  const [edit] = on(days.edits, date);
  const { requests, tokens, cost } = aiOf(on(days.ai, date));
  return {
    date,
    projects_created: eventsOf(activity, 'project_create'),
    projects_edited: edit?.projects ?? 0,
    projects_exported: exportsOf(activity),
    ai_generations_count: requests,
    ai_tokens_used: tokens,
    ai_cost: cost,
    assets_uploaded: eventsOf(activity, 'asset_upload'),
    storage_used_bytes: 0,
    total_edit_time_seconds: (edit?.minutes ?? 0) * MINUTE_SECONDS,
    unique_sessions: on(days.sessions, date)[0]?.sessions ?? 0,
    value: timesOf(activity.filter(isActivity)),
  };
};

/** The dashboard of api-contract §8: a week is the last 7 days, a month the last 30. There are no assets yet. */
export const presentDashboard = (days: DashboardDays) => {
  const { at, activity } = days;
  const week = since(activity, firstOfDays(at, WEEK));
  const month = since(activity, firstOfDays(at, MONTH));
  return {
    projects: {
      total: days.projects,
      this_week: eventsOf(week, 'project_create'),
      this_month: eventsOf(month, 'project_create'),
    },
    ai_usage: { today: aiOf(on(days.ai, dayOf(at))), this_month: aiOf(days.ai) },
    activity: {
      today: timesOf(on(activity, dayOf(at)).filter(isActivity)),
      this_week: timesOf(week.filter(isActivity)),
    },
    assets: { total: 0, storage_bytes: 0, storage_mb: 0 },
    daily_chart_data: lastDays(at, MONTH).map((date) => dayOfUsage(days, date)),
  };
};

/** The most frequent actions. */
export const topActions = (rows: readonly ActivityDay[]) =>
  byAction(rows)
    .slice(0, TOP)
    .map(({ action_type, count }) => ({ action_type, count }));

/** The overview of api-contract §8 over so many days. */
export const presentOverview = ({ at, projects, activity }: AccountDays, period: number) => {
  const done = activity.filter(isActivity);
  const perDay = (count: (rows: readonly ActivityDay[]) => number) =>
    lastDays(at, period).map((date) => ({ date, count: count(on(done, date)) }));
  const trend = perDay(timesOf);
  return {
    period_days: period,
    projects: { total: projects, new: eventsOf(activity, 'project_create') },
    activity: {
      total_actions: timesOf(done),
      total_time_hours: rounded(sumOf(done, ({ durationMs }) => durationMs) / HOUR_MS),
      ai_generations: eventsOf(activity, 'ai_generate'),
      exports: exportsOf(activity),
    },
    top_actions: topActions(activity),
    daily_trend: trend,
    trends: { projects: perDay((rows) => eventsOf(rows, 'project_create')), activity: trend },
  };
};
