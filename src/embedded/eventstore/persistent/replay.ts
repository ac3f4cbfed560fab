// Brings parked messages back, a few at a time, so that a long parked stream does not fill the memory. What was
// parked after the request stays parked.

import type { Store } from '../store/store.js';
import type { ShownEvent } from '../wire/resolved-event.js';
import type { GroupName } from './group-error.js';
import { lastParked, readParked } from './parked-stream.js';

const PAGE = 64;

export interface Replay {
  /** First parked revision that was not brought back yet. */
  readonly next: number;
  readonly isRunning: boolean;
  /** Starts, up to and without `stopAt`; does nothing while running. */
  start(stopAt: number | undefined): void;
  /** Brings back the next few, each to `take`. */
  step(take: (at: number, shown: ShownEvent) => void): void;
}

export const replay = (store: Store, name: GroupName): Replay => {
  let next = 0;
  let stop: number | undefined;
  return {
    get next() {
      return next;
    },
    get isRunning() {
      return stop !== undefined;
    },
    start: (stopAt) => {
      stop ??= Math.min(stopAt ?? Infinity, lastParked(store, name) + 1);
    },
    step: (take) => {
      if (stop === undefined) return;
      const end = stop;
      const page = readParked(store, name, { from: next, limit: PAGE });
      const events = page.events.filter(({ at }) => at < end);
      for (const { at, shown } of events) take(at, shown);
      next = Math.min(Math.max(next, end), page.next);
      if (page.done || next >= end) stop = undefined;
    },
  };
};
