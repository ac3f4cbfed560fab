// Numbers and traces of effects, put around what carries them out.
import type { Queues } from '#integrations/queue/queues.js';
import { workerMetrics } from '#platform/metrics/worker-metrics.js';
import { Incident, type Reporting } from '#platform/reporting/reporting.js';
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

/** Tells of what was given up after it failed; what is too old or was ended by an operator is ordinary. */
const reported = (handler: Handler, reporting: Reporting): Handler => ({
  ...handler,
  giveUp: async (work, reason) => {
    if (reason.kind === 'failed')
      reporting.report(new Incident('an effect was given up'), { effect: handler.kind, code: reason.detail });
    await handler.giveUp(work, reason);
  },
});

/** Without anybody who observes, everything stays as it is. */
export const watchEffects = (observing: Observing | undefined): EffectsWatched => {
  if (!observing) return { outgoing: undefined, watchHandler: (handler) => handler, watchQueues: undefined };
  const { registry, tracing, reporting } = observing;
  const metrics = workerMetrics(registry);
  return {
    outgoing: tracing && (() => headersOf(tracing)),
    watchHandler: (handler) => {
      const measured = measuredHandler(reporting ? reported(handler, reporting) : handler, metrics);
      return tracing ? tracedHandler(measured, tracing) : measured;
    },
    watchQueues: (queues) => measuredQueues(queues, metrics),
  };
};
