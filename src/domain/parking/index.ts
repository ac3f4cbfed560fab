import type { Aggregate } from '../kit/decider.js';
import { decide, type ParkingCommand } from './decide.js';
import type { ParkingEvent } from './events.js';
import { evolve, initial, type Parking } from './state.js';

export type { ParkingEvent } from './events.js';
export type { Parking } from './state.js';
export type { ParkingCommand } from './decide.js';

export const parking: Aggregate<Parking, ParkingCommand, ParkingEvent> = {
  category: 'parking',
  initial,
  evolve,
  decide,
};

/** Id of the stream with the decisions about one version of a projection or reactor. */
export const parkingId = ({ name, version }: { readonly name: string; readonly version: number }): string =>
  `${name.replaceAll(':', '.')}.${version}`;
