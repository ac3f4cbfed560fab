// What happened per second over the last minute: counters sampled once a second.

import type { Counters } from './counters.js';

const SECONDS = 60;

/** One second. `syncs` are counts per step of the histogram. */
export interface Second {
  readonly events: number;
  readonly bytes: number;
  readonly sent: number;
  readonly syncs: readonly number[];
}

export interface RecentSeconds {
  /** The last minute at most, oldest first. */
  list(): readonly Second[];
  stop(): void;
}

interface Sample {
  readonly events: number;
  readonly bytes: number;
  readonly sent: number;
  readonly syncs: readonly number[];
}

const sampleOf = (counters: Counters): Sample => ({
  events: counters.committedEvents,
  bytes: counters.committedBytes,
  sent: counters.sentEvents,
  syncs: [...counters.syncs.counts],
});

/** Starts sampling; it keeps no process alive. */
export const recentSeconds = (counters: Counters): RecentSeconds => {
  const seconds: Second[] = [];
  let last = sampleOf(counters);
  const timer = setInterval(() => {
    const now = sampleOf(counters);
    seconds.push({
      events: now.events - last.events,
      bytes: now.bytes - last.bytes,
      sent: now.sent - last.sent,
      syncs: now.syncs.map((count, step) => count - (last.syncs[step] ?? 0)),
    });
    if (seconds.length > SECONDS) seconds.shift();
    last = now;
  }, 1_000).unref();
  return {
    list: () => seconds,
    stop: () => {
      clearInterval(timer);
    },
  };
};
