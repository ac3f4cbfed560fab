// Every number of the room, read in one go. Promises: sums of counters, nobody's name and nobody's id; a stretch
// before the first event has no number, which is not the same as zero. Fails with what Postgres fails with.
import type { Db } from '#platform/postgres/db.js';
import { countByPlan, type PlanCount } from '#projections/accounts/queries.js';
import {
  activityBefore,
  activityOnDays,
  firstActivityDay,
  type ActivityTotal,
} from '#projections/activities/queries.js';
import { aiTotalsByDay, aiTotalsByModel, type AiTotals } from '#projections/ai-models/queries.js';
import { activeAccounts, type ActiveAccounts } from '#projections/usage/queries.js';
import { stretchesOf, type Period, type Stretch } from './period.js';

const TYPES = ['register', 'project_create', 'project_delete', 'project_save'] as const;
type CountedType = (typeof TYPES)[number];

/** What the read models say of a period and of the one before. */
export interface Numbers {
  readonly period: Period;
  /** Undefined: nothing has happened at all. */
  readonly firstDay: string | undefined;
  readonly activity: readonly ActivityTotal[];
  /** Sums before the previous period. */
  readonly earlier: readonly Pick<ActivityTotal, 'type' | 'events'>[];
  readonly ai: readonly (AiTotals & { readonly day: string })[];
  readonly models: readonly (AiTotals & { readonly kind: string; readonly model: string })[];
  /** Different accounts: in each stretch of the period and of the one before, and in both as a whole. */
  readonly active: Readonly<Record<'now' | 'before' | 'whole', readonly ActiveAccounts[]>>;
  readonly plans: readonly PlanCount[];
}

/** Reads everything the page shows. */
export const readNumbers = async (db: Db, period: Period): Promise<Numbers> => {
  const { previous, to } = period;
  const both = { from: previous.from, to };
  const [activity, earlier, firstDay, ai, models, now, before, whole, plans] = await Promise.all([
    activityOnDays(db, { ...both, types: TYPES }),
    activityBefore(db, { day: previous.from, types: TYPES }),
    firstActivityDay(db),
    aiTotalsByDay(db, both),
    aiTotalsByModel(db, period),
    activeAccounts(db, stretchesOf(period)),
    activeAccounts(db, stretchesOf(previous)),
    activeAccounts(db, [previous, period]),
    countByPlan(db),
  ]);
  return { period, firstDay, activity, earlier, ai, models, active: { now, before, whole }, plans };
};

type Days = Pick<Stretch, 'from' | 'to'>;

const within = <R extends { readonly day: string }>(rows: readonly R[], { from, to }: Days): readonly R[] =>
  rows.filter(({ day }) => day >= from && day <= to);

/** Whether anything could have been counted in these days. */
export const isKnown = ({ firstDay }: Numbers, { to }: Days): boolean =>
  firstDay !== undefined && firstDay <= to;

/** How often it happened in these days; null before the first event. */
export const happened = (numbers: Numbers, type: CountedType, days: Days): number | null => {
  if (!isKnown(numbers, days)) return null;
  return within(numbers.activity, days).reduce((sum, row) => sum + (row.type === type ? row.events : 0), 0);
};

/** How often it had happened by the end of these days; null before the first event. */
export const total = (numbers: Numbers, type: CountedType, { to }: Days): number | null => {
  const before = numbers.earlier.find((row) => row.type === type)?.events ?? 0;
  const since = happened(numbers, type, { from: '', to });
  return since === null ? null : before + since;
};

/** Projects that existed at the end of these days. */
export const projects = (numbers: Numbers, days: Days): number | null => {
  const [made, deleted] = [total(numbers, 'project_create', days), total(numbers, 'project_delete', days)];
  return made === null || deleted === null ? null : made - deleted;
};

const NOTHING: AiTotals = { completed: 0, failed: 0, tokens: 0, costMicroUsd: 0, durationMs: 0 };

const sumOfAi = (rows: readonly AiTotals[]): AiTotals =>
  rows.reduce<AiTotals>(
    (sum, row) => ({
      completed: sum.completed + row.completed,
      failed: sum.failed + row.failed,
      tokens: sum.tokens + row.tokens,
      costMicroUsd: sum.costMicroUsd + row.costMicroUsd,
      durationMs: sum.durationMs + row.durationMs,
    }),
    NOTHING,
  );

/** What the AI did in these days; null before the first event. */
export const aiIn = (numbers: Numbers, days: Days): AiTotals | null =>
  isKnown(numbers, days) ? sumOfAi(within(numbers.ai, days)) : null;
