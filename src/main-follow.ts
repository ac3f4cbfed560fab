// The follower process: keeps the read models equal to a fold of the log. Any number may run; one works and the
// others stand by, or they share the parts that FOLLOW_PARTITIONS says.
import { CATALOG } from '#domain/catalog.js';
import { createCodec } from '#eventlog/codec.js';
import { startFollower, type FollowerOptions } from '#followers/follower.js';
import { indivisible } from '#followers/partitions/guard.js';
import { reactorPlaces } from '#followers/reactors.js';
import { findingText } from '#followers/verifying/findings.js';
import { startVerifier } from '#followers/verifying/verifier.js';
import { readConfig, type Config, type Environment } from '#platform/config.js';
import { createLogger, type Logger } from '#platform/logger.js';
import { poolMetrics } from '#platform/metrics/pool-metrics.js';
import { Incident } from '#platform/reporting/reporting.js';
import { createPool } from '#platform/postgres/pool.js';
import { createClosing, onShutdown, type Closing } from '#platform/shutdown.js';
import { PROJECTIONS } from '#projections/index.js';
import { REACTORS } from '#workers/index.js';
import { announceReady, reportFailedStart } from './main-process.js';
import { addTracing, listenForScrapes, openObserving, watchedFollowing } from './main-observing.js';
import { needed } from './main-stores.js';

const PARKED = 'events could not be handled and are parked';
/** One held while it works, one to note failures. */
const CONNECTIONS = 2;
/** One held while it works, one while rows are drawn. */
const VERIFYING_CONNECTIONS = 2;

interface Opening {
  readonly config: Config;
  readonly logger: Logger;
  readonly closing: Closing;
}

const openPool = ({ config, logger, closing }: Opening, max: number, applicationName: string) => {
  const pool = createPool({
    url: needed(config, 'DATABASE_URL'),
    max,
    applicationName,
    onIdleError: (error) => logger.warn({ err: error }, 'database connection lost'),
  });
  closing.add('database pool', () => pool.end());
  return pool;
};

/** Compares what followers make with the log, beside them. */
const verifyContinuously = (opening: Opening): void => {
  const { config, logger, closing } = opening;
  const verifier = startVerifier({
    log: needed(config, 'EVENTSTORE_URL'),
    codec: createCodec(CATALOG),
    pool: openPool(opening, VERIFYING_CONNECTIONS, 'aidesign-verify'),
    projections: PROJECTIONS,
    others: reactorPlaces(REACTORS),
    onFound: (found) => logger.error(found, `not as the log says: ${findingText(found)}`),
    onFailure: (error) => logger.warn({ err: error }, 'verifying failed; trying again'),
  });
  closing.add('verifier', () => verifier.stop());
};

/** What one process has to follow alone, however many there are. */
const tellIndivisible = ({ FOLLOW_PARTITIONS: partitions }: Config, logger: Logger): void => {
  if (partitions === 1) return;
  for (const { name, reason } of indivisible(PROJECTIONS))
    logger.info({ projection: name, reason }, 'followed in one part');
};

interface Following {
  /** What a supervisor is told. */
  readonly facts: { readonly metricsPort?: number };
  close(): Promise<void>;
}

/** Starts following. The caller closes it. */
export const startFollow = async (config: Config, logger: Logger): Promise<Following> => {
  const closing = createClosing((name, error) => logger.error({ err: error, name }, 'closing failed'));
  const observing = await openObserving(config, 'follow');
  addTracing(closing, observing);
  const facts = await listenForScrapes(config, observing, closing);
  if (config.VERIFY_CONTINUOUSLY) verifyContinuously({ config, logger, closing });
  tellIndivisible(config, logger);
  const pool = openPool({ config, logger, closing }, CONNECTIONS, 'aidesign-follow');
  poolMetrics(observing.registry, { follow: pool });
  const options = {
    log: needed(config, 'EVENTSTORE_URL'),
    codec: createCodec(CATALOG),
    pool,
    projections: PROJECTIONS,
    partitions: config.FOLLOW_PARTITIONS,
    notify: config.NOTIFY,
    onState: (state) => logger.info({ state }, 'follower'),
    onParked: (notice) => {
      logger.error(notice, PARKED);
      observing.reporting?.report(new Incident(PARKED), { projection: notice.projection });
    },
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
