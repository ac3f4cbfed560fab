// What a process role tells of itself: numbers always, traces when a collector is configured. The parts that
// are watched do not know of it.
import { appendEvents, type Append } from '#eventlog/append.js';
import type { EventLog } from '#eventlog/event-log.js';
import { measuredAppend, measuredLog } from '#eventlog/measured.js';
import type { Config } from '#platform/config.js';
import { startMetricsListener } from '#platform/metrics/listener.js';
import { logMetrics } from '#platform/metrics/log-metrics.js';
import { createRegistry, withProcess, type Registry } from '#platform/metrics/registry.js';
import type { Closing } from '#platform/shutdown.js';

export interface Observing {
  readonly registry: Registry;
  /** How events are appended, and the log they are appended to, with whoever watches them. */
  readonly append: Append;
  readonly watched: (log: EventLog) => EventLog;
}

export const openObserving = (role: string): Observing => {
  const registry = withProcess(createRegistry(role));
  const metrics = logMetrics(registry);
  return {
    registry,
    append: measuredAppend(appendEvents, metrics),
    watched: (log) => measuredLog(log, metrics),
  };
};

/** Opens the door for Prometheus if there is to be one; its port. */
export const listenForScrapes = async (
  { METRICS_PORT: port, METRICS_TOKEN: token, HOST: host }: Config,
  { registry }: Observing,
  closing: Closing,
): Promise<{ readonly metricsPort?: number }> => {
  if (port === undefined) return {};
  const listener = await startMetricsListener({ host, port, token, registry });
  closing.add('metrics', () => listener.close());
  return { metricsPort: listener.port };
};
