import type { Aggregate } from '../kit/decider.js';
import { decide, type KeyUseCommand } from './decide.js';
import type { KeyUseEvent } from './events.js';
import { evolve, initial, type KeyUse } from './state.js';

export type { KeyUseEvent } from './events.js';
export type { KeyUse } from './state.js';
export type { KeyUseCommand } from './decide.js';

export const keyUse: Aggregate<KeyUse, KeyUseCommand, KeyUseEvent> = {
  category: 'keyuse',
  initial,
  evolve,
  decide,
};
