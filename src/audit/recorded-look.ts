import type { Position } from '#platform/position.js';
import type { Look } from './event-pages.js';
import { subjectsIn } from './hide-personal.js';

/** What a look shows: whose values, in how many events, in which part of the answer. */
export interface Seen {
  readonly subjects: readonly number[];
  readonly events: number;
  readonly part: number;
}

/** A look at records that `record` writes down; only then their personal values may be shown. */
export const recordedLook =
  (record: (seen: Seen) => Promise<Position | null>): Look =>
  (records, part) =>
    record({ subjects: subjectsIn(records), events: records.length, part });
