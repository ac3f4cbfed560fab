// The follower process: keeps the read models equal to a fold of the log. Any number may run; one works, the
// others stand by.
import { CATALOG } from '#domain/catalog.js';
import { createCodec } from '#eventlog/codec.js';
import { startFollower, type FollowerOptions } from '#followers/follower.js';
import { readConfig, type Config, type Environment } from '#platform/config.js';
import { createLogger, type Logger } from '#platform/logger.js';
import { poolMetrics } from '#platform/metrics/pool-metrics.js';
import { createPool } from '#platform/postgres/pool.js';
import { createClosing, onShutdown } from '#platform/shutdown.js';
import { PROJECTIONS } from '#projections/index.js';
import { announceReady, reportFailedStart } from './main-process.js';
import { addTracing, listenForScrapes, openObserving, watchedFollowing } from './main-observing.js';
import { needed } from './main-stores.js';

/** One held while it works, one to note failures. */
const CONNECTIONS = 2;

interface Following {
  /** What a supervisor is told. */
  readonly facts: { readonly metricsPort?: number };
  close(): Promise<void>;
}

/** Starts following. The caller closes it. */
export const startFollow = async (config: Config, logger: Logger): Promise<Following> => {
  const closing = createClosing((name, error) => logger.error({ err: error, name }, 'closing failed'));
  const pool = createPool({
    url: needed(config, 'DATABASE_URL'),
    max: CONNECTIONS,
    applicationName: 'aidesign-follow',
    onIdleError: (error) => logger.warn({ err: error }, 'database connection lost'),
  });
  closing.add('database pool', () => pool.end());
  const observing = await openObserving(config, 'follow');
  addTracing(closing, observing);
  poolMetrics(observing.registry, { follow: pool });
  const facts = await listenForScrapes(config, observing, closing);
  const options = {
    log: needed(config, 'EVENTSTORE_URL'),
    codec: createCodec(CATALOG),
    pool,
    projections: PROJECTIONS,
    notify: config.NOTIFY,
    onState: (state) => logger.info({ state }, 'follower'),
    onParked: (notice) => logger.error(notice, 'events could not be handled and are parked'),
    onFailure: ({ kind, error }) => logger.warn({ err: error, kind }, 'following failed; trying again'),
  } satisfies FollowerOptions;
  const follower = startFollower(watchedFollowing(options, observing));
  closing.add('follower', () => follower.stop());
  return { facts, close: () => closing.close() };
};

/** Follows until the process is asked to stop. */
export const main = async (environment: Environment): Promise<void> => {
  const config = readConfig(environment);
  const logger = createLogger({ level: config.LOG_LEVEL, role: 'follow' });
  const following = await startFollow(config, logger);
  onShutdown(() => following.close(), logger);
  announceReady(following.facts);
};

if (process.argv[1] === import.meta.filename) await main(process.env).catch(reportFailedStart);
