import type { WorkerMetrics } from '#platform/metrics/worker-metrics.js';
import type { Queues } from '#integrations/queue/queues.js';
import type { Handler } from './handler.js';

/** The same handler; every attempt is counted and timed. */
export const measuredHandler = (handler: Handler, metrics: WorkerMetrics): Handler => ({
  ...handler,
  run: async (work) => {
    const started = performance.now();
    const tell = (outcome: 'done' | 'failed'): void =>
      metrics.attempted(handler.kind, outcome, (performance.now() - started) / 1_000);
    try {
      await handler.run(work);
    } catch (error) {
      tell('failed');
      throw error;
    }
    tell('done');
  },
});

/** The same queues; rings, and jobs taken, are counted. */
export const measuredQueues = (queues: Queues, metrics: WorkerMetrics): Queues => {
  metrics.bellReachable(() => queues.isReachable());
  return {
    ...queues,
    ring: async (queue, rings) => {
      try {
        await queues.ring(queue, rings);
      } catch (error) {
        metrics.ringFailed(queue);
        throw error;
      }
      metrics.rung(queue, rings.length);
    },
    work: (queue, concurrency, work) =>
      queues.work(queue, concurrency, (key) => {
        metrics.answered(queue);
        return work(key);
      }),
  };
};
