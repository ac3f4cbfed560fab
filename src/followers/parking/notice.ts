import { typeOf } from '../decode.js';
import type { Subject } from '../subject.js';
import type { Parked } from './park.js';

/** What could not be handled, for whoever raises the alarm; nothing of the events' data. */
export interface ParkingNotice {
  readonly projection: string;
  readonly version: number;
  readonly events: readonly {
    readonly stream: string;
    readonly revision: number;
    readonly type: string;
    readonly code: string;
    readonly message: string;
  }[];
  /** Events that wait behind them, and came with them. */
  readonly waiting: number;
}

export const noticeOf = ({ name, version }: Subject, parked: readonly Parked[]): ParkingNotice => {
  const events = parked.flatMap(({ event, poison }) =>
    poison ? [{ stream: event.stream, revision: event.revision, type: typeOf(event), ...poison }] : [],
  );
  return { projection: name, version, events, waiting: parked.length - events.length };
};
