// What of one subject waits, in memory: the good path asks no table. Promises: an event of a parked stream,
// and one that depends on what a parked event touches, goes into the park behind it; everything else is
// handled. A skipped event is left out. The table `parked_events` is the truth; whoever loses a session
// reads it again.
import type { Followed } from '../decode.js';
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

/** The parks of the subjects of a session; replaced, entry by entry, as batches are committed. */
export type Parking = Map<Subject, Park>;

/** An event that has to wait. */
export interface Parked {
  readonly event: Followed;
  readonly touches: readonly Touch[];
  /** Undefined: nothing is wrong with it, it waits behind another one. */
  readonly poison: Poison | undefined;
}

export const EMPTY_PARK: Park = { streams: new Set(), touched: new Map(), skipped: new Set() };

/** What takes a place in the park. */
export interface Waiting {
  readonly stream: string;
  readonly touches: readonly Touch[];
}

export const withWaiting = (park: Park, waiting: readonly Waiting[]): Park => {
  if (waiting.length === 0) return park;
  const touched = new Map(park.touched);
  for (const { touches } of waiting) note(touched, touches);
  return { ...park, streams: new Set([...park.streams, ...waiting.map(({ stream }) => stream)]), touched };
};

export const withParked = (park: Park, parked: readonly Parked[]): Park =>
  withWaiting(
    park,
    parked.map(({ event, touches }) => ({ stream: event.stream, touches })),
  );

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
