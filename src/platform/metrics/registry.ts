// What one process counts. Promises: labels come from the code, never from requests, so that there are only so
// many series and nothing personal among them. Reading never fails: a part that cannot be told now is left out.
import { collectDefaultMetrics, Registry } from 'prom-client';

export type { Registry } from 'prom-client';

/** Latencies of answers and appends. Seconds. */
export const SECONDS: number[] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Attempts that wait for others: models, mail servers. Seconds. */
export const LONG_SECONDS: number[] = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** Every series says which process role it is of. */
export const createRegistry = (role: string): Registry => {
  const registry = new Registry();
  registry.setDefaultLabels({ role });
  return registry;
};

/** Adds what Node tells of itself: memory, processor, event loop, garbage. */
export const withProcess = (registry: Registry): Registry => {
  collectDefaultMetrics({ register: registry });
  return registry;
};
