import type { Aggregate } from '../kit/decider.js';
import { decide, type SessionCommand } from './decide.js';
import type { SessionEvent } from './events.js';
import { evolve, initial, type Session } from './state.js';

export type { SessionEvent } from './events.js';
export type { Session } from './state.js';
export type { SessionCommand } from './decide.js';

export const session: Aggregate<Session, SessionCommand, SessionEvent> = {
  category: 'session',
  initial,
  evolve,
  decide,
};
