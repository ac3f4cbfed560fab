// The follower process: keeps the read models equal to a fold of the log. Any number may run; one works and the
// others stand by, or they share the parts that FOLLOW_PARTITIONS says.
import { CATALOG } from '#domain/catalog.js';
import { createCodec } from '#eventlog/codec.js';
import { startFollower } from '#followers/follower.js';
import { indivisible } from '#followers/partitions/guard.js';
import { readConfig, type Config, type Environment } from '#platform/config.js';
import { createLogger, type Logger } from '#platform/logger.js';
import { createPool } from '#platform/postgres/pool.js';
import { createClosing, onShutdown } from '#platform/shutdown.js';
import { PROJECTIONS } from '#projections/index.js';
import { announceReady, reportFailedStart } from './main-process.js';
import { needed } from './main-stores.js';

/** One held while it works, one to note failures. */
const CONNECTIONS = 2;

/** What one process has to follow alone, however many there are. */
const tellIndivisible = ({ FOLLOW_PARTITIONS: partitions }: Config, logger: Logger): void => {
  if (partitions === 1) return;
  for (const { name, reason } of indivisible(PROJECTIONS))
    logger.info({ projection: name, reason }, 'followed in one part');
};

/** Starts following. The caller closes it. */
export const startFollow = (config: Config, logger: Logger): { close(): Promise<void> } => {
  const closing = createClosing((name, error) => logger.error({ err: error, name }, 'closing failed'));
  const pool = createPool({
    url: needed(config, 'DATABASE_URL'),
    max: CONNECTIONS,
    applicationName: 'aidesign-follow',
    onIdleError: (error) => logger.warn({ err: error }, 'database connection lost'),
  });
  closing.add('database pool', () => pool.end());
  tellIndivisible(config, logger);
  const follower = startFollower({
    log: needed(config, 'EVENTSTORE_URL'),
    codec: createCodec(CATALOG),
    pool,
    projections: PROJECTIONS,
    partitions: config.FOLLOW_PARTITIONS,
    notify: config.NOTIFY,
    onState: (state) => logger.info({ state }, 'follower'),
    onParked: (notice) => logger.error(notice, 'events could not be handled and are parked'),
    onFailure: ({ kind, error }) => logger.warn({ err: error, kind }, 'following failed; trying again'),
  });
  closing.add('follower', () => follower.stop());
  return { close: () => closing.close() };
};

/** Follows until the process is asked to stop. */
export const main = async (environment: Environment): Promise<void> => {
  const config = readConfig(environment);
  const logger = createLogger({ level: config.LOG_LEVEL, role: 'follow' });
  const following = startFollow(config, logger);
  onShutdown(() => following.close(), logger);
  announceReady({});
};

if (process.argv[1] === import.meta.filename) await main(process.env).catch(reportFailedStart);
