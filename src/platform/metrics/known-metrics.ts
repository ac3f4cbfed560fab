import { Gauge } from 'prom-client';
import type { Registry } from './registry.js';

/** One follower, as somebody knows it who asked the log and the database. */
export interface FollowerNumbers {
  readonly kind: string;
  readonly name: string;
  readonly version: number;
  readonly role: string;
  readonly state: string;
  readonly eventsHandled: number;
  readonly lag: { readonly events: number; readonly seconds: number } | null;
  readonly parked: { readonly streams: number; readonly events: number };
  readonly restarts: number;
}

export interface KnownNumbers {
  readonly log: { readonly reachable: boolean; readonly latencyMs: number | null };
  readonly followers: readonly FollowerNumbers[];
}

const SERIES = {
  aidesign_follower_lag_events: 'Events of the log it has not handled, counted to a limit',
  aidesign_follower_lag_seconds: 'Age of the oldest event of the log it has not handled',
  aidesign_follower_working: '1 while a process works on it',
  aidesign_follower_events_handled: 'Events it has handled, ever',
  aidesign_follower_parked_streams: 'Streams that are parked for it',
  aidesign_follower_parked_events: 'Events that are parked for it',
  aidesign_follower_restarts: 'Failures after which it began again, ever',
} as const;

type Name = keyof typeof SERIES;

/** Undefined: it is not known now. */
const valueOf = (name: Name, one: FollowerNumbers): number | undefined => {
  switch (name) {
    case 'aidesign_follower_lag_events':
      return one.lag?.events;
    case 'aidesign_follower_lag_seconds':
      return one.lag?.seconds;
    case 'aidesign_follower_working':
      return one.state === 'stopped' ? 0 : 1;
    case 'aidesign_follower_events_handled':
      return one.eventsHandled;
    case 'aidesign_follower_parked_streams':
      return one.parked.streams;
    case 'aidesign_follower_parked_events':
      return one.parked.events;
    case 'aidesign_follower_restarts':
      return one.restarts;
  }
};

const LABELS = ['kind', 'name', 'version', 'mode'] as const;

type Look = () => Promise<KnownNumbers | undefined>;

const followerGauge = (registry: Registry, name: Name, look: Look): void => {
  new Gauge({
    name,
    help: SERIES[name],
    labelNames: LABELS,
    registers: [registry],
    async collect() {
      this.reset();
      for (const one of (await look())?.followers ?? []) {
        const value = valueOf(name, one);
        const labels = { kind: one.kind, name: one.name, version: String(one.version), mode: one.role };
        if (value !== undefined) this.set(labels, value);
      }
    },
  });
};

const logGauges = (registry: Registry, look: Look): void => {
  const registers = [registry];
  new Gauge({
    name: 'aidesign_log_reachable',
    help: '1 while the event log answers',
    registers,
    async collect() {
      this.set((await look())?.log.reachable === true ? 1 : 0);
    },
  });
  new Gauge({
    name: 'aidesign_log_answer_seconds',
    help: 'Time the event log took to name its newest event',
    registers,
    async collect() {
      const latency = (await look())?.log.latencyMs;
      this.set(typeof latency === 'number' ? latency / 1_000 : Number.NaN);
    },
  });
};

/** Asked whenever somebody reads the numbers; `look` resolves to undefined when nothing can be said. */
export const knownMetrics = (registry: Registry, look: Look): void => {
  for (const name of Object.keys(SERIES) as Name[]) followerGauge(registry, name, look);
  logGauges(registry, look);
};
