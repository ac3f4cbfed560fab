// What the server counts about itself while it works: plain numbers, raised where things happen.

import type { Outcome } from '../store/failure.js';
import { histogram, type Histogram } from './histogram.js';

/** One commit that is durable now. */
export interface Commit {
  readonly events: number;
  readonly bytes: number;
  /** From the beginning of the transaction to the end of its sync. */
  readonly ms: number;
}

export interface Counters {
  /** Since the start, as milliseconds since 1970. */
  readonly startedAt: number;
  appends: number;
  appendedEvents: number;
  /** As clients count them: bodies and types. */
  appendedBytes: number;
  readonly refused: Map<string, number>;
  commits: number;
  committedEvents: number;
  committedBytes: number;
  readonly syncs: Histogram;
  reads: number;
  /** Events sent to readers and subscribers. */
  sentEvents: number;
  /** Catch-up subscriptions open now. */
  subscriptions: number;
}

export const newCounters = (): Counters => ({
  startedAt: Date.now(),
  appends: 0,
  appendedEvents: 0,
  appendedBytes: 0,
  refused: new Map(),
  commits: 0,
  committedEvents: 0,
  committedBytes: 0,
  syncs: histogram(),
  reads: 0,
  sentEvents: 0,
  subscriptions: 0,
});

/** Counts an answered append. */
export const countAppend = (
  counters: Counters,
  { kind }: Outcome,
  { events, bytes }: { events: number; bytes: number },
): void => {
  if (kind !== 'written') {
    counters.refused.set(kind, (counters.refused.get(kind) ?? 0) + 1);
    return;
  }
  counters.appends++;
  counters.appendedEvents += events;
  counters.appendedBytes += bytes;
};

/** Counts a durable commit. */
export const countCommit = (counters: Counters, { events, bytes, ms }: Commit): void => {
  counters.commits++;
  counters.committedEvents += events;
  counters.committedBytes += bytes;
  counters.syncs.add(ms);
};
