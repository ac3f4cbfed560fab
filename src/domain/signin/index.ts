import type { Aggregate } from '../kit/decider.js';
import { decide, type SignInCommand } from './decide.js';
import type { SignInEvent } from './events.js';
import { evolve, initial, type SignIns } from './state.js';

export type { SignInCommand } from './decide.js';
export type { SignInEvent, SignInFailure } from './events.js';
export type { SignIns } from './state.js';

/** A stream for each account and day, of bounded length: who attacks an account does not fill its own stream. */
export const signIns: Aggregate<SignIns, SignInCommand, SignInEvent> = {
  category: 'signin',
  initial,
  evolve,
  decide,
};
