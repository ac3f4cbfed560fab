// What was handled, or what the log has, in two numbers that do not depend on the order. Promises: two lists
// with the same tally hold the same events, but for one chance in four thousand million; lists that differ in
// one event alone tell which it is. A subject counts only the events of its own categories, whatever else the
// subscription it shares brings.

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

export const isOwn = (categories: readonly string[], { stream }: Pick<Named, 'stream'>): boolean =>
  categories.includes(stream.slice(0, stream.indexOf('-')));

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

/** Of the events of these categories. */
export const tallyOf = (categories: readonly string[], events: readonly Named[]): Tally => {
  let count = 0;
  let digest = 0;
  for (const event of events) {
    if (!isOwn(categories, event)) continue;
    count += 1;
    digest ^= digestOf(event);
  }
  return { events: count, digest };
};
