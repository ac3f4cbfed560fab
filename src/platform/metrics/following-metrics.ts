import { Counter, Gauge, Histogram } from 'prom-client';
import { SECONDS, type Registry } from './registry.js';

const BATCHES = [1, 2, 5, 10, 25, 50, 100, 250, 500];
const STATES = ['starting', 'standby', 'catching-up', 'live', 'failing', 'stopped'] as const;

export interface FollowingMetrics {
  committed(batch: {
    readonly events: number;
    readonly seconds: number;
    readonly failed: boolean;
    /** Age of the newest event when it was committed. Seconds. */
    readonly age: number;
  }): void;
  state(state: (typeof STATES)[number]): void;
  failed(kind: string): void;
  parked(follower: string, events: number): void;
}

const commitInstruments = (registers: Registry[]) => {
  const events = new Counter({
    name: 'aidesign_follow_events_total',
    help: 'Events committed by this process, once for each group of projections that commits together',
    registers,
  });
  const batches = new Histogram({
    name: 'aidesign_follow_batch_events',
    help: 'Events of one transaction',
    buckets: BATCHES,
    registers,
  });
  const commits = new Histogram({
    name: 'aidesign_follow_commit_seconds',
    help: 'Time to fold and commit one batch, by outcome',
    labelNames: ['outcome'],
    buckets: SECONDS,
    registers,
  });
  const ages = new Histogram({
    name: 'aidesign_follow_event_age_seconds',
    help: 'Age of the newest event of a batch when it was committed: from append to row',
    buckets: SECONDS,
    registers,
  });
  return { events, batches, commits, ages };
};

const stateInstruments = (registers: Registry[]) => {
  const states = new Gauge({
    name: 'aidesign_follow_state',
    help: '1 for the state this process is in',
    labelNames: ['state'],
    registers,
  });
  const failures = new Counter({
    name: 'aidesign_follow_restarts_total',
    help: 'Failures after which following began again, by kind',
    labelNames: ['kind'],
    registers,
  });
  const parked = new Counter({
    name: 'aidesign_follow_parked_events_total',
    help: 'Events that could not be handled and were parked by this process',
    labelNames: ['follower'],
    registers,
  });
  return { states, failures, parked };
};

/** What a follower says of itself; how far it is behind the log is asked elsewhere. */
export const followingMetrics = (registry: Registry): FollowingMetrics => {
  const { events, batches, commits, ages } = commitInstruments([registry]);
  const { states, failures, parked } = stateInstruments([registry]);
  return {
    committed: ({ events: count, seconds, failed, age }) => {
      commits.observe({ outcome: failed ? 'failed' : 'done' }, seconds);
      if (failed) return;
      events.inc(count);
      batches.observe(count);
      ages.observe(age);
    },
    state: (state) => {
      for (const one of STATES) states.set({ state: one }, one === state ? 1 : 0);
    },
    failed: (kind) => failures.inc({ kind }),
    parked: (follower, count) => parked.inc({ follower }, count),
  };
};
