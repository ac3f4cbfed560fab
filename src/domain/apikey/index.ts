import type { Aggregate } from '../kit/decider.js';
import { decide, type ApiKeyCommand } from './decide.js';
import type { ApiKeyEvent } from './events.js';
import { evolve, initial, type ApiKey } from './state.js';

export type { ApiKeyEvent } from './events.js';
export { isLive, type ApiKey } from './state.js';
export type { ApiKeyCommand } from './decide.js';

export const apiKey: Aggregate<ApiKey, ApiKeyCommand, ApiKeyEvent> = {
  category: 'apikey',
  initial,
  evolve,
  decide,
};
