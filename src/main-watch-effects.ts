// Numbers and traces of effects, put around what carries them out.
import type { Queues } from '#integrations/queue/queues.js';
import { workerMetrics } from '#platform/metrics/worker-metrics.js';
import type { Tracing } from '#platform/tracing/tracing.js';
import type { Handler } from '#workers/effects/handler.js';
import { measuredHandler, measuredQueues } from '#workers/effects/measured.js';
import { tracedHandler } from '#workers/effects/traced.js';
import type { Observing } from './main-observing.js';

export interface EffectsWatched {
  /** Headers for servers outside: which trace their work is of. */
  readonly outgoing: (() => Readonly<Record<string, string>>) | undefined;
  readonly watchHandler: (handler: Handler) => Handler;
  readonly watchQueues: ((queues: Queues) => Queues) | undefined;
}

const headersOf = (tracing: Tracing): Readonly<Record<string, string>> => {
  const traceparent = tracing.traceparent();
  return traceparent === undefined ? {} : { traceparent };
};

/** Without anybody who observes, everything stays as it is. */
export const watchEffects = (observing: Observing | undefined): EffectsWatched => {
  if (!observing) return { outgoing: undefined, watchHandler: (handler) => handler, watchQueues: undefined };
  const { registry, tracing } = observing;
  const metrics = workerMetrics(registry);
  return {
    outgoing: tracing && (() => headersOf(tracing)),
    watchHandler: (handler) => {
      const measured = measuredHandler(handler, metrics);
      return tracing ? tracedHandler(measured, tracing) : measured;
    },
    watchQueues: (queues) => measuredQueues(queues, metrics),
  };
};
