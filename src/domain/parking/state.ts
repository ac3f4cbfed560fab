import type { ParkingEvent } from './events.js';

/** What was decided about the parked events of one version of a projection. */
export interface Parking {
  /** How many decisions there were: who decides must have seen them all. */
  readonly decisions: number;
  /** Ids of the events that this version leaves out, wherever it begins to read. */
  readonly skipped: readonly string[];
}

export const initial: Parking = { decisions: 0, skipped: [] };

export const evolve = (parking: Parking, event: ParkingEvent): Parking => {
  const decisions = parking.decisions + 1;
  switch (event.type) {
    case 'ParkedStreamRetried':
      return { ...parking, decisions };
    case 'ParkedEventSkipped':
      return { decisions, skipped: [...parking.skipped, event.data.eventId] };
  }
};
