import type { Aggregate } from '../kit/decider.js';
import { decide, type QuotaCommand } from './decide.js';
import type { QuotaEvent } from './events.js';
import { evolve, initial, type Quota } from './state.js';

export type { QuotaEvent } from './events.js';
export type { Quota } from './state.js';
export type { QuotaCommand } from './decide.js';

export const quota: Aggregate<Quota, QuotaCommand, QuotaEvent> = {
  category: 'quota',
  initial,
  evolve,
  decide,
};
