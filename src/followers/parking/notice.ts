import { typeOf } from '../decode.js';
import type { Subject } from '../subject.js';
import type { Parked } from './park.js';

/** What could not be handled, for whoever raises the alarm; nothing of the events' data. */
export interface ParkingNotice {
  readonly projection: string;
  readonly version: number;
  /** Events that could not be handled. */
  readonly failed: number;
  /** Events that wait behind them, and came with them. */
  readonly waiting: number;
  /** The first of those that could not be handled. */
  readonly events: readonly {
    readonly stream: string;
    readonly revision: number;
    readonly type: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** As many as a line of a log has room for. */
const NAMED = 10;

export const noticeOf = ({ name, version }: Subject, parked: readonly Parked[]): ParkingNotice => {
  const events = parked.flatMap(({ event, poison }) =>
    poison ? [{ stream: event.stream, revision: event.revision, type: typeOf(event), ...poison }] : [],
  );
  const { length: failed } = events;
  const waiting = parked.length - failed;
  return { projection: name, version, failed, waiting, events: events.slice(0, NAMED) };
};
