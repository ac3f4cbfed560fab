// How far a group has come: the place up to which everything is settled, however many messages after it are
// settled too. Starting again after that place repeats messages but never loses one.

import type { Message } from './message.js';

/** `at` = last place settled with all before it; `count` = how many places were looked at up to there. */
export interface Mark {
  readonly at: number;
  readonly count: number;
}

export interface Progress {
  /** A message was read and is now to be settled. */
  open(message: Message): void;
  /** A place was looked at that has no message for the group. */
  skip(at: number, counts: boolean): void;
  /** A message needs nothing more; repeating it is harmless. */
  settle(message: Message): void;
  mark(): Mark;
}

/** `start` is the place before the first one that is of interest. */
export const progress = (start: number): Progress => {
  let looked: Mark = { at: start, count: 0 };
  // Insertion order is the order of places, so the first key is the lowest open message.
  const open = new Map<Message, Mark>();
  const skip = (at: number, counts: boolean): void => {
    looked = { at, count: looked.count + (counts ? 1 : 0) };
  };
  return {
    open: (message) => {
      open.set(message, looked);
      skip(message.at, true);
    },
    skip,
    settle: (message) => {
      open.delete(message);
    },
    mark: () => {
      for (const before of open.values()) return before;
      return looked;
    },
  };
};
