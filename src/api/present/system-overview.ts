import { dayOf } from '#domain/kit/values.js';
import type { ActivityDay } from '#projections/activities/queries.js';
import type { AiModelUsage } from '#projections/ai-models/queries.js';
import type { ActiveDay } from '#projections/usage/queries.js';
import { isActivity, timesOf } from './activity.js';
import { presentAiUsage } from './ai-usage.js';
import { eventsOf, on, topActions } from './dashboard.js';
import { dollars, lastDays, sumOf } from './days.js';

/** Counters of all accounts together. */
export interface SystemDays {
  /** Instant of the request. */
  readonly at: string;
  /** Since the beginning. */
  readonly ever: readonly ActivityDay[];
  /** Of the days that are asked for. */
  readonly activity: readonly ActivityDay[];
  readonly ai: readonly AiModelUsage[];
  readonly active: readonly ActiveDay[];
}

const dayOfSystem = (days: SystemDays, date: string) => {
  const activity = on(days.activity, date);
  const ai = on(days.ai, date);
  const [active] = on(days.active, date);
  return {
    date,
    accounts_registered: eventsOf(activity, 'register'),
    active_accounts: active?.accounts ?? 0,
    sessions: active?.sessions ?? 0,
    projects_created: eventsOf(activity, 'project_create'),
    designs_saved: eventsOf(activity, 'project_save'),
    ai_requests: sumOf(ai, ({ completed, failed }) => completed + failed),
    ai_tokens: sumOf(ai, ({ tokens }) => tokens),
    ai_cost: dollars(sumOf(ai, ({ costMicroUsd }) => costMicroUsd)),
    activities: timesOf(activity.filter(isActivity)),
  };
};

/** Numbers of the whole product over so many days: nobody's name, nobody's id. */
export const presentSystem = (days: SystemDays, period: number) => {
  const { at, ever, activity, active } = days;
  const done = activity.filter(isActivity);
  const [today] = on(active, dayOf(at));
  return {
    period_days: period,
    accounts: {
      total: eventsOf(ever, 'register'),
      new: eventsOf(activity, 'register'),
      active_today: today?.accounts ?? 0,
    },
    projects: {
      total: eventsOf(ever, 'project_create') - eventsOf(ever, 'project_delete'),
      new: eventsOf(activity, 'project_create'),
    },
    activity: { total_actions: timesOf(done), tracked: sumOf(done, ({ tracked }) => tracked) },
    ai: presentAiUsage(days.ai),
    top_actions: topActions(activity),
    daily: lastDays(at, period).map((date) => dayOfSystem(days, date)),
  };
};
