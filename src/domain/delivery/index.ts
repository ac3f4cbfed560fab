import type { Aggregate } from '../kit/decider.js';
import { decide, type DeliveryCommand } from './decide.js';
import type { DeliveryEvent } from './events.js';
import { evolve, initial, type Delivery } from './state.js';

export type { DeliveryEvent } from './events.js';
export type { Delivery } from './state.js';
export type { DeliveryCommand } from './decide.js';

export const delivery: Aggregate<Delivery, DeliveryCommand, DeliveryEvent> = {
  category: 'delivery',
  initial,
  evolve,
  decide,
};
