// The effects engine of one worker process: rings for what is due, and carries out what bells call for.
import { LRUCache } from 'lru-cache';
import { openQueues, type Queues } from '#integrations/queue/queues.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Clock } from '#platform/clock.js';
import type { Logger } from '#platform/logger.js';
import type { Db } from '#platform/postgres/db.js';
import { createEffectStore } from './effect-store.js';
import type { Cause, Handler } from './handler.js';
import { startRelay, type RelayTimes } from './relay.js';
import { createRunner } from './runner.js';

export interface EffectsOptions {
  readonly redisUrl: string;
  readonly db: Db;
  readonly commands: Pick<CommandDeps, 'log'>;
  readonly clock: Clock;
  readonly handlers: readonly Handler[];
  /** Effects of a queue under way at once in this process. */
  readonly concurrencyOf: (queue: string) => number;
  readonly logger: Pick<Logger, 'debug' | 'info' | 'warn'>;
  readonly times?: Partial<RelayTimes>;
  /** For those who count what goes through the queues. */
  readonly watchQueues?: ((queues: Queues) => Queues) | undefined;
}

export interface Effects {
  /** Something may be due: for whoever commits rows. */
  wake(): void;
  /** The event will be asked for soon: for whoever has it at hand. Reading it again costs more than the rest. */
  remember(cause: Cause): void;
  /** Finishes what is under way, for at most about six seconds; what is left is another worker's. */
  stop(): Promise<void>;
}

const TIMES: RelayTimes = { sweepMs: 500, ringAgainMs: 30_000 };
const PATIENCE_MS = 5_000;
/** More than may wait in Redis. */
const REMEMBERED = 4_096;

const kindsByQueue = (handlers: readonly Handler[]): ReadonlyMap<string, readonly string[]> => {
  const kinds = new Map<string, readonly string[]>();
  for (const { queue, kind } of handlers) kinds.set(queue, [...(kinds.get(queue) ?? []), kind]);
  return kinds;
};

/** Starts at once, whether Redis and Postgres are there or not. */
export const startEffects = (options: EffectsOptions): Effects => {
  const { redisUrl, db, handlers, logger, concurrencyOf } = options;
  const kinds = kindsByQueue(handlers);
  const store = createEffectStore(db, handlers);
  const causes = new LRUCache<string, Cause>({ max: REMEMBERED });
  const runner = createRunner({ ...options, store, causes });
  const opened = openQueues({ url: redisUrl, logger });
  const queues = options.watchQueues?.(opened) ?? opened;
  const relay = startRelay({ queues, store, kinds, logger, times: { ...TIMES, ...options.times } });
  const workers = [...kinds.keys()].map((queue) =>
    queues.work(queue, concurrencyOf(queue), (key) => runner.run(key)),
  );
  return {
    wake: () => relay.wake(),
    remember: (cause) => void causes.set(cause.id, cause),
    stop: async () => {
      await relay.stop();
      const stopped = Promise.all(workers.map((worker) => worker.stop()));
      await runner.stop(PATIENCE_MS);
      await stopped;
      queues.close();
    },
  };
};
