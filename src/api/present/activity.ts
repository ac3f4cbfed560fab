import { activityName, ACTION_TYPES } from '#domain/activity/types.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { ActivityDay, ActivityRow } from '#projections/activities/queries.js';
import { groupBy } from '#platform/group-by.js';
import { rounded, sumOf } from './days.js';

const MINUTE_MS = 60_000;

/** An entry of the list of activities (api-contract §8). Where it came from is not kept: it is personal. */
export const presentActivity = (row: ActivityRow) => ({
  id: row.id,
  activity_type: activityName(row.type),
  timestamp: row.at,
  ip_address: null,
  user_agent: '',
  metadata: row.projectId === null ? (row.details ?? {}) : { project_id: row.projectId, ...row.details },
  duration_ms: row.durationMs,
});

const textIn = (device: JsonObject | null, name: string): string => {
  const value = device?.[name];
  return typeof value === 'string' ? value : '';
};

/** An entry of the log of actions. */
export const presentAction = (row: ActivityRow) => ({
  id: row.id,
  user: row.accountId,
  project: row.projectId,
  project_name: row.projectName,
  action_type: row.type,
  details: row.details ?? {},
  metadata: row.details ?? {},
  session_id: textIn(row.device, 'sessionId'),
  device_type: textIn(row.device, 'deviceType'),
  browser: textIn(row.device, 'browser'),
  duration: row.durationMs,
  created_at: row.at,
});

/** What of the counters the log of actions is about. */
const isAction = ({ type }: ActivityDay): boolean => ACTION_TYPES.some((known) => known === type);

/** Everything people did; registrations are no activity of theirs. */
export const isActivity = ({ type }: ActivityDay): boolean => type !== 'register';

/** How often something was done, whoever says so. */
export const timesOf = (rows: readonly ActivityDay[]): number =>
  sumOf(rows, ({ events, tracked }) => events + tracked);

/** Actions by type, the most frequent first. */
export const byAction = (rows: readonly ActivityDay[]) => {
  const types = groupBy(rows.filter(isAction), ({ type }) => type);
  return [...types]
    .map(([action_type, days]) => ({
      action_type,
      count: timesOf(days),
      total_duration: sumOf(days, ({ durationMs }) => durationMs),
    }))
    .sort((one, other) => other.count - one.count || (one.action_type < other.action_type ? -1 : 1));
};

/** Sums of the log of actions over so many days. */
export const presentActionSummary = (rows: readonly ActivityDay[], days: number) => {
  const actions = byAction(rows);
  return {
    by_action: actions,
    total_actions: sumOf(actions, ({ count }) => count),
    total_time_minutes: rounded(sumOf(actions, ({ total_duration }) => total_duration) / MINUTE_MS),
    period_days: days,
  };
};
