// How far behind a place in the log is, counted in the log itself: a follower that died cannot hide it. Counts
// to a limit and not longer than a time; what it found until then it says. Fails with SourceLost when the log
// does not answer at all.
import type { Position } from '#platform/position.js';
import { takeBatch } from '../batch.js';
import { openSource, type FollowedLog, type Source } from '../source.js';
import type { KnownLag } from './known-followers.js';

export interface Behind {
  /** Position of the last event handled; null: none. */
  readonly from: Position | null;
  readonly categories: readonly string[];
  /** Counted at most. */
  readonly limit: number;
  readonly timeoutMs: number;
}

interface Count {
  events: number;
  oldest: Date | undefined;
}

const AT_ONCE = 500;

/** True when the end of the log, or the limit, was reached in time. */
const countTo = async (source: Source, count: Count, { limit, timeoutMs }: Behind): Promise<boolean> => {
  const end = performance.now() + timeoutMs;
  const never = new AbortController().signal;
  while (count.events <= limit) {
    const left = end - performance.now();
    if (left <= 0) return false;
    const batch = await takeBatch(source, Math.min(AT_ONCE, limit + 1 - count.events));
    count.oldest ??= batch[0]?.created;
    count.events += batch.length;
    if (batch.length > 0) continue;
    if (source.isLive()) return true;
    await source.change(left, never);
  }
  return true;
};

const ageOf = (oldest: Date | undefined): number =>
  oldest === undefined ? 0 : Math.max(0, (Date.now() - oldest.getTime()) / 1_000);

/** Undefined when the log brought nothing in time and did not say that there is nothing. */
export const lagBehind = async (log: FollowedLog, behind: Behind): Promise<KnownLag | undefined> => {
  const { from, categories, limit } = behind;
  const source = openSource(log, { from, prefixes: categories.map((category) => `${category}-`) });
  const count: Count = { events: 0, oldest: undefined };
  try {
    const ended = await countTo(source, count, behind);
    if (!ended && count.events === 0) return undefined;
    const { events, oldest } = count;
    return { events: Math.min(events, limit), exact: ended && events <= limit, seconds: ageOf(oldest) };
  } finally {
    source.close();
  }
};
