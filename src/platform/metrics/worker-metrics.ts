import { Counter, Gauge, Histogram } from 'prom-client';
import { LONG_SECONDS, type Registry } from './registry.js';

export interface WorkerMetrics {
  /** One attempt at an effect. */
  attempted(kind: string, outcome: 'done' | 'failed', seconds: number): void;
  rung(queue: string, rings: number): void;
  ringFailed(queue: string): void;
  answered(queue: string): void;
  /** Asked whenever somebody reads the numbers. */
  bellReachable(isReachable: () => boolean): void;
}

const instruments = (registers: Registry[]) => {
  const labelNames = ['queue'] as const;
  const attempts = new Histogram({
    name: 'aidesign_effect_attempt_seconds',
    help: 'Time of one attempt at an effect, by kind and outcome',
    labelNames: ['kind', 'outcome'],
    buckets: LONG_SECONDS,
    registers,
  });
  const rings = new Counter({
    name: 'aidesign_bell_rings_total',
    help: 'Jobs added to Bull, by queue',
    labelNames,
    registers,
  });
  const failures = new Counter({
    name: 'aidesign_bell_ring_failures_total',
    help: 'Times that jobs could not be added to Bull',
    labelNames,
    registers,
  });
  const answered = new Counter({
    name: 'aidesign_bell_answered_total',
    help: 'Jobs of Bull this worker took',
    labelNames,
    registers,
  });
  return { attempts, rings, failures, answered };
};

/** Effects as this worker carries them out, and the bell (Bull) that calls for them. */
export const workerMetrics = (registry: Registry): WorkerMetrics => {
  const registers = [registry];
  const { attempts, rings, failures, answered } = instruments(registers);
  return {
    attempted: (kind, outcome, seconds) => attempts.observe({ kind, outcome }, seconds),
    rung: (queue, count) => rings.inc({ queue }, count),
    ringFailed: (queue) => failures.inc({ queue }),
    answered: (queue) => answered.inc({ queue }),
    bellReachable: (isReachable) => {
      new Gauge({
        name: 'aidesign_bell_reachable',
        help: '1 while Redis can be reached',
        registers,
        collect() {
          this.set(isReachable() ? 1 : 0);
        },
      });
    },
  };
};
