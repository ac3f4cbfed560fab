import type { Aggregate } from '../kit/decider.js';
import { decide, type SigningKeysCommand } from './decide.js';
import type { SigningKeysEvent } from './events.js';
import { evolve, initial, type SigningKeys } from './state.js';

export type { SigningKeysCommand } from './decide.js';
export type { SigningKeys } from './state.js';
export type { SigningKeysEvent } from './events.js';

/** One stream: the keys that sign tokens, for auditors. */
export const signingKeys: Aggregate<SigningKeys, SigningKeysCommand, SigningKeysEvent> = {
  category: 'signingkeys',
  initial,
  evolve,
  decide,
};
