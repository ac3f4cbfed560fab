// The worker process: carries out what events made necessary (effects), and ends reservations that nothing
// will confirm.
import { systemClock } from '#platform/clock.js';
import { readConfig, type Config, type Environment } from '#platform/config.js';
import { createLogger, type Logger } from '#platform/logger.js';
import { createPool } from '#platform/postgres/pool.js';
import { onShutdown } from '#platform/shutdown.js';
import { createHandlers, REACTORS } from '#workers/index.js';
import { startSweeper } from '#workers/reservations/sweeper.js';
import { runEffects } from './main-effects.js';
import { announceReady, reportFailedStart } from './main-process.js';
import { listenForScrapes, openObserving } from './main-observing.js';
import { checkSecondWall } from './main-second-wall.js';
import { needed, openStores } from './main-stores.js';

interface Working {
  /** What a supervisor is told. */
  readonly facts: { readonly metricsPort?: number };
  close(): Promise<void>;
}

/** Starts the workers. The caller closes them. */
export const startWorker = async (config: Config, logger: Logger): Promise<Working> => {
  const databaseUrl = needed(config, 'DATABASE_URL');
  const observing = await openObserving(config, 'worker');
  const { closing, commands, codec } = await openStores(config, logger, observing);
  const facts = await listenForScrapes(config, observing, closing);
  const onIdleError = (error: Error): void => logger.warn({ err: error }, 'database connection lost');
  const pool = createPool({ url: databaseUrl, max: 2, applicationName: 'aidesign-worker', onIdleError });
  closing.add('database pool', () => pool.end());
  await checkSecondWall({ db: pool, config, logger, closing });
  const sweeper = startSweeper({ ...commands, db: pool, clock: systemClock, logger });
  closing.add('sweeper', () => sweeper.stop());
  const effects = runEffects({
    ...{ reactors: REACTORS, createHandlers, commands, codec, config, logger },
    observing,
    pools: { worker: pool },
  });
  closing.add('effects', () => effects.close());
  return { facts, close: () => closing.close() };
};

/** Runs the workers until the process is asked to stop. */
export const main = async (environment: Environment): Promise<void> => {
  const config = readConfig(environment);
  const logger = createLogger({ level: config.LOG_LEVEL, role: 'worker' });
  const worker = await startWorker(config, logger);
  onShutdown(() => worker.close(), logger);
  announceReady(worker.facts);
};

if (process.argv[1] === import.meta.filename) await main(process.env).catch(reportFailedStart);
