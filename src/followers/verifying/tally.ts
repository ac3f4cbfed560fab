// What was handled, or what the log has, in two numbers that do not depend on the order. Promises: two lists
// with the same tally hold the same events, but for one chance in four thousand million; lists that differ in
// one event alone tell which it is. A subject counts only the events of its own categories, whatever else the
// subscription it shares brings.
import { isInPart, partitionOf, type Parted } from '../partitions/partition.js';

export interface Tally {
  readonly events: number;
  /** Exclusive or of the digests of the events. */
  readonly digest: number;
}

export const NO_EVENTS: Tally = { events: 0, digest: 0 };

interface Named {
  readonly id: string;
  readonly stream: string;
}

/** 32 bits of the event's id, a UUID; the last ones, in no version of which there is a time. */
export const digestOf = ({ id }: Pick<Named, 'id'>): number => Number.parseInt(id.slice(-8), 16) | 0;

/** Which events a subject follows. */
export interface Own extends Parted {
  readonly categories: readonly string[];
}

export const isOwn = (own: Own, { stream }: Pick<Named, 'stream'>): boolean =>
  own.categories.includes(stream.slice(0, stream.indexOf('-'))) && isInPart(partitionOf(own), stream);

export const plus = ({ events, digest }: Tally, event: Pick<Named, 'id'>): Tally => ({
  events: events + 1,
  digest: digest ^ digestOf(event),
});

/** What happened from one tally to a later one. */
export const between = (earlier: Tally, later: Tally): Tally => ({
  events: later.events - earlier.events,
  digest: later.digest ^ earlier.digest,
});

export const isSame = (one: Tally, other: Tally): boolean =>
  one.events === other.events && one.digest === other.digest;

/** Of those of the events that the subject follows. */
export const tallyOf = (own: Own, events: readonly Named[]): Tally => {
  let count = 0;
  let digest = 0;
  for (const event of events) {
    if (!isOwn(own, event)) continue;
    count += 1;
    digest ^= digestOf(event);
  }
  return { events: count, digest };
};
