import type { Aggregate } from '../kit/decider.js';
import { decide, type GenerationCommand } from './decide.js';
import type { GenerationEvent } from './events.js';
import { evolve, initial, type Generation } from './state.js';

export type { GenerationEvent } from './events.js';
export type { Generation } from './state.js';
export type { GenerationCommand } from './decide.js';

export const generation: Aggregate<Generation, GenerationCommand, GenerationEvent> = {
  category: 'generation',
  initial,
  evolve,
  decide,
};
