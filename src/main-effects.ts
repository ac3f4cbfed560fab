// The effects of one worker process: reactors that write down what is to be done, and the engine that has it
// done. One process in all leads the reactors; every one carries effects out.
import { startReactors, type ReactorsOptions } from '#followers/reactors.js';
import type { Codec } from '#eventlog/codec.js';
import { systemClock } from '#platform/clock.js';
import type { Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import { poolMetrics, type Counted } from '#platform/metrics/pool-metrics.js';
import { Incident } from '#platform/reporting/reporting.js';
import { createPool } from '#platform/postgres/pool.js';
import { createClosing, type Closing } from '#platform/shutdown.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { startEffects } from '#workers/effects/start-effects.js';
import type { Handler } from '#workers/effects/handler.js';
import type { Reactor } from '#workers/kit/reactor.js';
import type { HandlerDeps } from '#workers/index.js';
import { watchedFollowing, type Observing } from './main-observing.js';
import { needed } from './main-stores.js';
import { watchEffects } from './main-watch-effects.js';

const PARKED = 'events could not be reacted to and are parked';
/** Two are the reactors'; attempts need one for moments only. */
const CONNECTIONS = 8;

export interface EffectsSetup {
  readonly reactors: readonly Reactor[];
  readonly createHandlers: (deps: HandlerDeps) => readonly Handler[];
  readonly commands: CommandDeps;
  readonly codec: Codec;
  readonly config: Config;
  readonly logger: Logger;
  readonly observing?: Observing;
  /** Others of this process, for the numbers. */
  readonly pools?: Readonly<Record<string, Counted>>;
}

const redisUrlOf = (config: Config): string => config.CELERY_BROKER_URL ?? needed(config, 'REDIS_URL');

/** `system` stands for every queue that has no setting of its own. */
const concurrencyIn =
  (config: Config) =>
  (queue: string): number => {
    if (queue === 'ai') return config.WORKER_CONCURRENCY_AI;
    return queue === 'mail' ? config.WORKER_CONCURRENCY_MAIL : config.WORKER_CONCURRENCY_SYSTEM;
  };

const openPool = (config: Config, logger: Logger, closing: Closing) => {
  const pool = createPool({
    url: needed(config, 'DATABASE_URL'),
    max: CONNECTIONS,
    applicationName: 'aidesign-effects',
    onIdleError: (error) => logger.warn({ err: error }, 'database connection lost'),
  });
  closing.add('database pool', () => pool.end());
  return pool;
};

/** Starts both. The caller closes them. */
export const runEffects = (setup: EffectsSetup): { close(): Promise<void> } => {
  const { reactors, createHandlers, commands, codec, config, logger, observing, pools } = setup;
  const redisUrl = redisUrlOf(config);
  const closing = createClosing((name, error) => logger.error({ err: error, name }, 'closing failed'));
  const pool = openPool(config, logger, closing);
  const clock = systemClock;
  if (observing) poolMetrics(observing.registry, { ...pools, effects: pool });
  const { outgoing, watchHandler, watchQueues } = watchEffects(observing);
  const handlers = createHandlers({ commands, config, clock, logger, outgoing }).map(watchHandler);
  const concurrencyOf = concurrencyIn(config);
  const effects = startEffects({
    redisUrl,
    db: pool,
    commands,
    clock,
    handlers,
    concurrencyOf,
    logger,
    watchQueues,
  });
  closing.add('effects', () => effects.stop());
  if (reactors.length === 0) return { close: () => closing.close() };
  const options = {
    log: needed(config, 'EVENTSTORE_URL'),
    codec,
    pool,
    reactors,
    onDue: () => effects.wake(),
    onCause: (cause) => effects.remember(cause),
    onState: (state) => logger.info({ state }, 'reactors'),
    onParked: (notice) => {
      logger.error(notice, PARKED);
      observing?.reporting?.report(new Incident(PARKED), { projection: notice.projection });
    },
    onFailure: ({ kind, error }) => logger.warn({ err: error, kind }, 'reacting failed; trying again'),
  } satisfies ReactorsOptions;
  const engine = startReactors(observing ? watchedFollowing(options, observing) : options);
  closing.add('reactors', () => engine.stop());
  return { close: () => closing.close() };
};
