// Counts the events of one version in a piece of the log, and compares at each mark. Pure. Promises: a window
// is closed only when the log was read up to its mark; whatever was different before it, the next window
// begins with what was handled at the mark, so that a difference is told once.
import { isBefore, type Position } from '#platform/position.js';
import type { Partition } from '../partitions/partition.js';
import { between, isOwn, isSame, NO_EVENTS, plus, type Tally } from './tally.js';

/** Where a version was at some moment, and what it had handled by then. */
export interface Mark {
  readonly id: number;
  readonly position: Position;
  readonly eventId: string;
  readonly handled: Tally;
}

/** How far the events of a version are counted. */
export interface Count {
  readonly projection: string;
  readonly version: number;
  /** The part of it that is counted. */
  readonly partition: Partition;
  readonly categories: readonly string[];
  /** Where the window began; null: the beginning of the log. */
  readonly from: Position | null;
  /** By the beginning of the window. */
  readonly handled: Tally;
  /** The log was read up to here. */
  readonly reached: Position | null;
  /** Found in the log since the window began. */
  readonly counted: Tally;
  /** In the order of the log; not all there are. */
  readonly marks: readonly Mark[];
}

export interface Place {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
}

/** Events of the log, of these and other versions, without a gap up to a position. */
export interface Slice {
  readonly events: readonly Place[];
  readonly upTo: Position;
}

/** A window that was read to its end. */
export interface Window {
  readonly from: Position | null;
  readonly mark: Mark;
  readonly handled: Tally;
  readonly logged: Tally;
}

export interface Advanced {
  readonly count: Count;
  readonly windows: readonly Window[];
}

const isAfter = (one: Position, other: Position | null): boolean => other === null || isBefore(other, one);

export const isSetBack = ({ from, mark }: Pick<Window, 'from' | 'mark'>): boolean =>
  from !== null && isBefore(mark.position, from);

/** True when the version handled what the log has, each event once. */
export const isRight = (window: Window): boolean =>
  !isSetBack(window) && isSame(window.handled, window.logged);

const closed = (count: Count, mark: Mark, logged: Tally): Window => ({
  from: count.from,
  mark,
  handled: between(count.handled, mark.handled),
  logged,
});

const beginAt = (count: Count, { id, position, handled }: Mark): Count => ({
  ...count,
  from: position,
  handled,
  reached: position,
  counted: NO_EVENTS,
  marks: count.marks.filter((mark) => mark.id !== id),
});

const add = (tally: Tally, events: readonly Place[]): Tally => events.reduce<Tally>(plus, tally);

/** A checkpoint that went back: marks of before say nothing about what comes. */
const setBack = (count: Count, mark: Mark): Advanced => {
  const next = beginAt(count, mark);
  const marks = next.marks.filter(({ id }) => id > mark.id);
  return { count: { ...next, marks }, windows: [closed(count, mark, NO_EVENTS)] };
};

/** Counts the slice up to the last mark that is known. */
export const advance = (before: Count, { events, upTo }: Slice): Advanced => {
  const [first] = before.marks;
  if (first && isSetBack({ from: before.from, mark: first })) return setBack(before, first);
  let count = before;
  let own = events.filter((event) => isAfter(event.position, before.reached) && isOwn(before, event));
  const windows: Window[] = [];
  for (const mark of before.marks) {
    const isWithin = ({ position }: Place): boolean => !isBefore(mark.position, position);
    const inside = own.filter(isWithin);
    own = own.slice(inside.length);
    const counted = add(count.counted, inside);
    if (isBefore(upTo, mark.position)) {
      const reached = isAfter(upTo, count.reached) ? upTo : count.reached;
      count = { ...count, counted, reached };
      break;
    }
    windows.push(closed(count, mark, counted));
    count = beginAt(count, mark);
  }
  return { count, windows };
};
