import type { Aggregate } from '../kit/decider.js';
import { decide, type KeyringCommand } from './decide.js';
import type { KeyringEvent } from './events.js';
import { evolve, initial, type Keyring } from './state.js';

export type { KeyringEvent } from './events.js';
export type { Keyring } from './state.js';
export type { KeyringCommand } from './decide.js';

export const keyring: Aggregate<Keyring, KeyringCommand, KeyringEvent> = {
  category: 'keyring',
  initial,
  evolve,
  decide,
};
