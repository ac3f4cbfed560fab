import { DomainError } from '../kit/domain-error.js';
import type { ParkingEvent } from './events.js';
import type { Parking } from './state.js';

type Data<T extends ParkingEvent['type']> = Extract<ParkingEvent, { type: T }>['data'];

export type ParkingCommand =
  | { readonly type: 'RetryParkedStream'; readonly retried: Data<'ParkedStreamRetried'> }
  | {
      readonly type: 'SkipParkedEvent';
      readonly skipped: Data<'ParkedEventSkipped'>;
      /** How many decisions were known, and carried out, when the event was seen in the park. */
      readonly seen: number;
    };

/**
 * A retry is always possible. A skip is decided by someone who saw the event parked after everything decided
 * before was carried out: else it might have been handled meanwhile, and a table computed again would differ.
 */
export const decide = (parking: Parking, command: ParkingCommand): readonly ParkingEvent[] => {
  switch (command.type) {
    case 'RetryParkedStream':
      return [{ type: 'ParkedStreamRetried', data: command.retried }];
    case 'SkipParkedEvent': {
      const { skipped, seen } = command;
      if (parking.skipped.includes(skipped.eventId)) return [];
      if (parking.decisions !== seen)
        throw new DomainError('parking_changed', 'Someone decided about parked events just now: look again.');
      return [{ type: 'ParkedEventSkipped', data: skipped }];
    }
  }
};
