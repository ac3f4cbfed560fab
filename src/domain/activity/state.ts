import type { ActivityEvent } from './events.js';

/** Activities a client can report for one account and day. */
export const ACTIVITIES_A_DAY = 2_000;

/** What one account reported on one day. */
export interface ActivityDay {
  readonly tracked: number;
  /** The newest one. */
  readonly last: { readonly activityId: number; readonly at: string } | null;
}

export const initial: ActivityDay = { tracked: 0, last: null };

export const evolve = ({ tracked }: ActivityDay, { data }: ActivityEvent): ActivityDay => ({
  tracked: tracked + 1,
  last: { activityId: data.activityId, at: data.at },
});
