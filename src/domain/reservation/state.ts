import type { ReservationEvent } from './events.js';

export interface Reservation {
  /** Account that holds the name, or null while it is free. */
  readonly holder: number | null;
  /** Accounts that have the name besides, in the order in which they were brought over from version 1. */
  readonly sharers: readonly number[];
  readonly since: string;
}

export const initial: Reservation = { holder: null, sharers: [], since: '' };

/** Everybody who has the name. */
export const holdersOf = ({ holder, sharers }: Reservation): readonly number[] =>
  holder === null ? [] : [holder, ...sharers];

/** Without one of them: the next in line becomes the holder. */
const without = (reservation: Reservation, accountId: number): Reservation => {
  const [holder, ...sharers] = holdersOf(reservation).filter((id) => id !== accountId);
  return holder === undefined ? initial : { ...reservation, holder, sharers };
};

const shared = (reservation: Reservation, accountId: number): Reservation =>
  holdersOf(reservation).includes(accountId)
    ? reservation
    : { ...reservation, sharers: [...reservation.sharers, accountId] };

export const evolve = (reservation: Reservation, event: ReservationEvent): Reservation => {
  const { accountId, at } = event.data;
  switch (event.type) {
    case 'NameReserved':
      return { holder: accountId, sharers: [], since: at };
    case 'NameShared':
      return reservation.holder === null
        ? { holder: accountId, sharers: [], since: at }
        : shared(reservation, accountId);
    case 'NameReleased':
      return without(reservation, accountId);
  }
};
