// What a process role tells of itself: numbers always, traces when a collector is configured. The parts that
// are watched do not know of it.
import { appendEvents, type Append } from '#eventlog/append.js';
import type { EventLog } from '#eventlog/event-log.js';
import { measuredAppend, measuredLog } from '#eventlog/measured.js';
import type { Config } from '#platform/config.js';
import type { FollowingOptions } from '#followers/engine.js';
import { measuredFollowing } from '#followers/measured.js';
import { tracedFollowing } from '#followers/traced.js';
import { followingMetrics } from '#platform/metrics/following-metrics.js';
import { tracedAppend, tracedLog } from '#eventlog/traced.js';
import { reportCrashes } from '#platform/reporting/crashes.js';
import { startMetricsListener } from '#platform/metrics/listener.js';
import { logMetrics } from '#platform/metrics/log-metrics.js';
import { createRegistry, withProcess, type Registry } from '#platform/metrics/registry.js';
import { openReporting, type Reporting } from '#platform/reporting/reporting.js';
import { openTracing, type Tracing } from '#platform/tracing/tracing.js';
import type { Closing } from '#platform/shutdown.js';

export interface Observing {
  readonly registry: Registry;
  /** Undefined: no collector is configured. */
  readonly tracing: Tracing | undefined;
  /** Undefined: nobody is told of failures. */
  readonly reporting: Reporting | undefined;
  /** How events are appended, and the log they are appended to, with whoever watches them. */
  readonly append: Append;
  readonly watched: (log: EventLog) => EventLog;
}

export const openObserving = async (config: Config, role: string): Promise<Observing> => {
  const registry = withProcess(createRegistry(role));
  const metrics = logMetrics(registry);
  const tracing = await openTracing(config.OTEL_EXPORTER_OTLP_ENDPOINT, role);
  const { SENTRY_DSN: dsn, NODE_ENV: environment } = config;
  const reporting = await openReporting({ dsn, role, environment });
  const append = measuredAppend(appendEvents, metrics);
  const measured = (log: EventLog): EventLog => measuredLog(log, metrics);
  return {
    registry,
    tracing,
    reporting,
    append: tracing ? tracedAppend(append, tracing) : append,
    watched: tracing ? (log) => tracedLog(measured(log), tracing) : measured,
  };
};

/** The same options; what the follower does is counted, and traced if there is a collector. */
export const watchedFollowing = <O extends FollowingOptions>(options: O, observing: Observing): O => {
  const measured = measuredFollowing(options, followingMetrics(observing.registry));
  return observing.tracing ? tracedFollowing(measured, observing.tracing) : measured;
};

/** The last spans and reports are sent when all that makes some is closed: to be added first. */
export const addTracing = (closing: Closing, { tracing, reporting }: Observing): void => {
  if (reporting) {
    reportCrashes(reporting);
    closing.add('reports', () => reporting.close());
  }
  if (tracing) closing.add('tracing', () => tracing.close());
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
