import type { Aggregate } from '../kit/decider.js';
import { decide, type AccessCommand } from './decide.js';
import type { AccessEvent } from './events.js';
import { evolve, initial, type Access } from './state.js';

export type { AccessCommand } from './decide.js';
export type { AccessEvent, Asked } from './events.js';
export type { Access } from './state.js';

/** A stream for each request: whoever looks often fills no stream that others have to read. */
export const access: Aggregate<Access, AccessCommand, AccessEvent> = {
  category: 'access',
  initial,
  evolve,
  decide,
};
