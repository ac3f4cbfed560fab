import type { ReservationEvent } from './events.js';

export interface Reservation {
  /** Account that holds the name, or null while it is free. */
  readonly holder: number | null;
  readonly since: string;
}

export const initial: Reservation = { holder: null, since: '' };

export const evolve = (reservation: Reservation, event: ReservationEvent): Reservation => {
  switch (event.type) {
    case 'NameReserved':
      return { holder: event.data.accountId, since: event.data.at };
    case 'NameReleased':
      return reservation.holder === event.data.accountId ? initial : reservation;
  }
};
