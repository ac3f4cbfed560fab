import { DomainError } from '../kit/domain-error.js';
import type { ActivityEvent, TrackedActivity } from './events.js';
import { ACTIVITIES_A_DAY, type ActivityDay } from './state.js';

export interface ActivityCommand {
  readonly type: 'TrackActivity';
  readonly activity: TrackedActivity;
}

const DAY_MS = 86_400_000;

/** When the next UTC day begins. */
const nextDay = (at: string): string => new Date(Date.parse(at.slice(0, 10)) + DAY_MS).toISOString();

/** One program in a loop must not fill the log. */
const tooMany = (used: number, at: string): DomainError => {
  const reset = nextDay(at);
  const seconds = Math.ceil((Date.parse(reset) - Date.parse(at)) / 1000);
  const details = { limit: ACTIVITIES_A_DAY, used, reset_at: reset, retry_after: seconds };
  return new DomainError(
    'activity_limit_exceeded',
    `Activity limit reached (${ACTIVITIES_A_DAY} a day).`,
    details,
  );
};

export const decide = (
  { tracked, last }: ActivityDay,
  { activity }: ActivityCommand,
): readonly ActivityEvent[] => {
  if (last?.activityId === activity.activityId) return [];
  if (tracked >= ACTIVITIES_A_DAY) throw tooMany(tracked, activity.at);
  return [{ type: 'ActivityTracked', data: activity }];
};
