// What of one subject waits, in memory: the good path asks no table. Promises: an event of a parked stream,
// and one that depends on what a parked event touches, goes into the park behind it; everything else is
// handled. A skipped event is left out. The table `parked_events` is the truth; whoever loses a session
// reads it again.
import type { Followed } from '../decode.js';
import { partText } from '../partitions/partition.js';
import type { Subject } from '../subject.js';
import type { Poison } from './poison.js';
import { collides, note, type Touch, type Touched } from './touches.js';

export interface Park {
  /** Streams with a parked event. */
  readonly streams: ReadonlySet<string>;
  readonly touched: Touched;
  /** Ids of events that operators decided to leave out. */
  readonly skipped: ReadonlySet<string>;
}

export const EMPTY_PARK: Park = { streams: new Set(), touched: new Map(), skipped: new Set() };

/** The parks of subjects, by `parkKey`; replaced, one by one, as batches are committed. */
export type Parking = Map<string, Park>;

export const parkKey = ({
  name,
  version,
  ...part
}: Pick<Subject, 'name' | 'version' | 'partition'>): string => `${name}@${version}${partText(part)}`;

export const parkOf = (parking: Parking, subject: Subject): Park =>
  parking.get(parkKey(subject)) ?? EMPTY_PARK;

/** An event that has to wait. */
export interface Parked {
  readonly event: Followed;
  readonly touches: readonly Touch[];
  /** Undefined: nothing is wrong with it, it waits behind another one. */
  readonly poison: Poison | undefined;
}

/** What takes a place in the park. */
export interface Waiting {
  readonly stream: string;
  readonly touches: readonly Touch[];
}

/** A park of one's own, to add to. */
export interface GrowingPark extends Park {
  readonly streams: Set<string>;
  readonly touched: Map<string, string>;
}

export const growing = (park: Park): GrowingPark => ({
  ...park,
  streams: new Set(park.streams),
  touched: new Map(park.touched),
});

export const grow = (park: GrowingPark, waiting: readonly Waiting[]): void => {
  for (const { stream, touches } of waiting) {
    park.streams.add(stream);
    note(park.touched, touches);
  }
};

export const placeOf = ({ event, touches }: Parked): Waiting => ({ stream: event.stream, touches });

export const withParked = (park: Park, parked: readonly Parked[]): Park => {
  if (parked.length === 0) return park;
  const larger = growing(park);
  grow(larger, parked.map(placeOf));
  return larger;
};

/** True when the event, or what it touches, comes behind something that is parked. */
export const blocks = ({ streams, touched }: Park, { stream, touches }: Waiting): boolean =>
  streams.has(stream) || (touched.size > 0 && collides(touched, touches));

export interface Sorted {
  /** To be handled now, in order. */
  readonly now: readonly Followed[];
  readonly waiting: readonly Parked[];
}

/** What to do with events that come next. Changes nothing. */
export const sortOut = (park: Park, subject: Subject, events: readonly Followed[]): Sorted => {
  const { streams, touched, skipped } = park;
  if (streams.size === 0 && skipped.size === 0) return { now: events, waiting: [] };
  const now: Followed[] = [];
  const waiting: Parked[] = [];
  const seen = { streams: new Set<string>(), touched: new Map<string, string>(), skipped };
  for (const event of events) {
    if (skipped.has(event.id)) continue;
    const touches = touched.size > 0 || streams.has(event.stream) ? touchesBy(subject, event) : [];
    const place = { stream: event.stream, touches };
    if (!blocks(park, place) && !blocks(seen, place)) {
      now.push(event);
      continue;
    }
    waiting.push({ event, touches, poison: undefined });
    seen.streams.add(event.stream);
    note(seen.touched, touches);
  }
  return { now, waiting };
};

/** What the event touches; nothing is known of one that cannot be read. */
export const touchesBy = (subject: Subject, event: Followed): readonly Touch[] =>
  'event' in event ? subject.touches(event) : [];
