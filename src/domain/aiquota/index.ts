import type { Aggregate } from '../kit/decider.js';
import { decide, type AiQuotaCommand } from './decide.js';
import type { AiQuotaEvent } from './events.js';
import { evolve, initial, type AiQuota } from './state.js';

export type { AiQuotaEvent } from './events.js';
export type { AiQuota } from './state.js';
export type { AiQuotaCommand } from './decide.js';

export const aiQuota: Aggregate<AiQuota, AiQuotaCommand, AiQuotaEvent> = {
  category: 'aiquota',
  initial,
  evolve,
  decide,
};
