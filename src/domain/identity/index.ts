import type { Aggregate } from '../kit/decider.js';
import { decide, type IdentityCommand } from './decide.js';
import type { IdentityEvent } from './events.js';
import { evolve, initial, type Identity } from './state.js';

export type { IdentityCommand } from './decide.js';
export type { IdentityEvent } from './events.js';
export type { Holder, Identity } from './state.js';

/** The stream is the claim of one identity; what an account is connected with, its own stream says. */
export const identity: Aggregate<Identity, IdentityCommand, IdentityEvent> = {
  category: 'identity',
  initial,
  evolve,
  decide,
};
