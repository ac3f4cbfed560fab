import type { Aggregate } from '../kit/decider.js';
import { dayOf } from '../kit/values.js';
import { decide, type ActivityCommand } from './decide.js';
import type { ActivityEvent } from './events.js';
import { evolve, initial, type ActivityDay } from './state.js';

export type { ActivityEvent } from './events.js';
export type { ActivityDay } from './state.js';
export type { ActivityCommand } from './decide.js';

export const activity: Aggregate<ActivityDay, ActivityCommand, ActivityEvent> = {
  category: 'activity',
  initial,
  evolve,
  decide,
};

/** Id of the stream of an account's day. It ends with the account's digits: those choose the partition. */
export const activityDayId = (accountId: number, at: string): string =>
  `${dayOf(at).replaceAll('-', '')}.${accountId}`;
