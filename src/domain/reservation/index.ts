import type { Aggregate } from '../kit/decider.js';
import { decide, type ReservationCommand } from './decide.js';
import type { ReservationEvent } from './events.js';
import { evolve, initial, type Reservation } from './state.js';

export type { ReservationEvent } from './events.js';
export type { Reservation } from './state.js';
export type { ReservationCommand } from './decide.js';

export const reservation: Aggregate<Reservation, ReservationCommand, ReservationEvent> = {
  category: 'reservation',
  initial,
  evolve,
  decide,
};
