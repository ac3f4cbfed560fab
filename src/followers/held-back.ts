// Holds events back from subjects that are in no hurry, while there is much to do: their rows cost least when many
// are written together, and whoever waits for the others has them sooner. Promises: each subject gets every event, in
// the order of the log, at most `LONGEST_MS` later than the others; nothing is held back from anyone when
// events come one at a time, or as a backlog. What is held back is in memory only: no checkpoint is past it.
import { isLarge } from './batch.js';
import type { Followed } from './decode.js';
import { isDecision } from './parking/decisions.js';
import type { Subject } from './subject.js';

const LONGEST_MS = 100;
const MOST = 500;

/** Events, in the order of the log, and who is given them; those who know some of them already ignore these. */
export interface Due {
  readonly subjects: readonly Subject[];
  readonly events: readonly Followed[];
}

const endsWithDecision = (batch: readonly Followed[]): boolean => {
  const last = batch.at(-1);
  return last !== undefined && isDecision(last);
};

/** `now`: milliseconds of a clock that only goes forward. */
export const createHeldBack = (subjects: readonly Subject[], now = (): number => performance.now()) => {
  const hurried = subjects.filter(({ unhurried }) => unhurried !== true);
  const isMixed = hurried.length > 0 && hurried.length < subjects.length;
  let held: readonly Followed[] = [];
  let since = 0;

  const leftMs = (): number | undefined =>
    held.length === 0 ? undefined : Math.max(0, since + LONGEST_MS - now());

  const mayWait = (batch: readonly Followed[]): boolean => {
    if (!isMixed || isLarge(batch) || endsWithDecision(batch)) return false;
    return held.length === 0 ? batch.length > 1 : leftMs() !== 0 && held.length < MOST;
  };

  /** Everything that is held back, and these events. */
  const release = (batch: readonly Followed[] = []): Due => {
    const events = held.length === 0 ? batch : [...held, ...batch];
    held = [];
    return { subjects, events };
  };

  return {
    /** Milliseconds until what is held back has to be released; undefined when nothing is. */
    leftMs,
    release,
    /** Who is given these events, and what was held back, now. */
    take: (batch: readonly Followed[]): Due => {
      if (!mayWait(batch)) return release(batch);
      if (held.length === 0) since = now();
      held = [...held, ...batch];
      return { subjects: hurried, events: batch };
    },
  };
};

export type HeldBack = ReturnType<typeof createHeldBack>;
