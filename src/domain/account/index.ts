import type { Aggregate } from '../kit/decider.js';
import { decide, type AccountCommand } from './decide.js';
import type { AccountEvent } from './events.js';
import { evolve, initial, type Account } from './state.js';

export type { AccountEvent } from './events.js';
export { sessionsNotBefore } from './state.js';
export type { Account } from './state.js';
export type { AccountCommand } from './decide.js';

export const account: Aggregate<Account, AccountCommand, AccountEvent> = {
  category: 'account',
  initial,
  evolve,
  decide,
};
