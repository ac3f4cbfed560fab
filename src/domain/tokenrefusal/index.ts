import type { Aggregate } from '../kit/decider.js';
import { decide, type TokenRefusalCommand } from './decide.js';
import type { TokenRefusalEvent } from './events.js';
import { evolve, initial, type TokenRefusals } from './state.js';

export type { TokenRefusalCommand } from './decide.js';
export { REFUSAL_REASONS } from './events.js';
export type { RefusalReason, TokenRefusalEvent } from './events.js';
export type { TokenRefusals } from './state.js';

/** A stream for each hour, of bounded length. */
export const tokenRefusals: Aggregate<TokenRefusals, TokenRefusalCommand, TokenRefusalEvent> = {
  category: 'tokenrefusal',
  initial,
  evolve,
  decide,
};
