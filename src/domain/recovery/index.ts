import type { Aggregate } from '../kit/decider.js';
import { decide, type RecoveryCommand } from './decide.js';
import type { RecoveryEvent } from './events.js';
import { evolve, initial, type Recovery } from './state.js';

export type { RecoveryEvent } from './events.js';
export type { Recovery } from './state.js';
export type { RecoveryCommand } from './decide.js';

export const recovery: Aggregate<Recovery, RecoveryCommand, RecoveryEvent> = {
  category: 'recovery',
  initial,
  evolve,
  decide,
};
