import { effectMetrics } from '#platform/metrics/effect-metrics.js';
import { followingMetrics } from '#platform/metrics/following-metrics.js';
import { httpMetrics } from '#platform/metrics/http-metrics.js';
import { knownMetrics } from '#platform/metrics/known-metrics.js';
import { logMetrics } from '#platform/metrics/log-metrics.js';
import { poolMetrics } from '#platform/metrics/pool-metrics.js';
import { createRegistry } from '#platform/metrics/registry.js';
import { workerMetrics } from '#platform/metrics/worker-metrics.js';

export interface Described {
  readonly name: string;
  readonly type: string;
  readonly help: string;
}

const nothing = () => Promise.resolve(undefined);

/** All numbers of all processes, as Prometheus is told what they are. */
export const everyMetric = async (): Promise<readonly Described[]> => {
  const registry = createRegistry('all');
  httpMetrics(registry);
  logMetrics(registry);
  followingMetrics(registry);
  knownMetrics(registry, nothing);
  effectMetrics(registry, nothing);
  workerMetrics(registry).bellReachable(() => true);
  poolMetrics(registry, {});
  const described = await registry.getMetricsAsJSON();
  return described.map(({ name, type, help }) => ({ name, type: String(type), help }));
};
