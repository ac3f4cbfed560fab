// What the room of queues shows: effects from the table, bells from Redis, each within a time.
import { queuesRoom } from '#console/queues/room.js';
import type { KindView, QueuesView } from '#console/queues/view.js';
import type { Room } from '#console/room.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { queueCounts } from '#integrations/queue/queue-counts.js';
import { AppError } from '#platform/app-error.js';
import { systemClock as clock } from '#platform/clock.js';
import type { Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import type { Db } from '#platform/postgres/db.js';
import { connectRedis } from '#platform/redis/connect-redis.js';
import type { Closing } from '#platform/shutdown.js';
import { shared, within } from '#platform/within.js';
import { createDesk, EffectRefusal, type EffectsDesk } from '#workers/effects/desk.js';
import { effectCounts, type EffectCount } from '#workers/effects/effect-counts.js';
import { listEffects } from '#workers/effects/effect-records.js';
import type { Handler } from '#workers/effects/handler.js';
import { createHandlers } from '#workers/index.js';

interface QueuesSetup {
  readonly config: Config;
  readonly commands: CommandDeps;
  readonly db: Db;
  readonly closing: Closing;
  readonly logger: Logger;
}

const FRESH_MS = 1_000;
const ANSWER_MS = 2_000;
const SHOWN = 50;

const kindView = (kind: string, counts: readonly EffectCount[]): KindView => {
  const own = counts.filter((one) => one.kind === kind);
  const sum = (...states: readonly EffectCount['state'][]): number =>
    own.filter(({ state }) => states.includes(state)).reduce((all, { effects }) => all + effects, 0);
  const due = own.reduce((all, one) => all + one.due, 0);
  const waiting = Math.max(0, ...own.map((one) => one.waiting));
  return {
    kind,
    pending: sum('pending'),
    running: sum('running'),
    givenUp: sum('dead', 'expired'),
    due,
    waiting,
  };
};

const givenUpIn = async (db: Db, handlers: readonly Handler[]): Promise<QueuesView['givenUp']> =>
  (await listEffects(db, { states: ['dead', 'expired'], limit: SHOWN })).map(
    ({ key, kind, state, lastError, tries, updatedAt: at }) => ({
      ...{ key, kind, state, code: lastError ?? '', tries, at },
      retryable: handlers.some((one) => one.kind === kind && !one.endsForGood),
    }),
  );

const openBells = ({ config, closing, logger }: QueuesSetup) => {
  const url = config.CELERY_BROKER_URL ?? config.REDIS_URL;
  if (url === undefined) return () => Promise.resolve(null);
  const client = connectRedis({ url, name: 'aidesign:console', use: 'commands', logger });
  closing.add('console redis', () => client.disconnect());
  return (queue: string) => within(ANSWER_MS, queueCounts(client, queue)).catch(() => null);
};

/** As the command line retries; what it refuses is told. */
const retryBy = (desk: Pick<EffectsDesk, 'retry'>) => async (key: string) => {
  try {
    await desk.retry(key);
    return undefined;
  } catch (error) {
    if (error instanceof EffectRefusal) return { refused: error.message };
    throw error;
  }
};

/** The room; what it opens is closed by `closing`. */
export const openQueuesRoom = (setup: QueuesSetup): Room => {
  const { commands, config, logger, db } = setup;
  const handlers = createHandlers({ commands, config, clock, logger });
  const names = [...new Set(handlers.map(({ queue }) => queue))].sort();
  const bellsOf = openBells(setup);
  const look = async (): Promise<QueuesView> => {
    const [counts, givenUp] = await Promise.all([effectCounts(db), givenUpIn(db, handlers)]).catch(
      (cause: unknown) => {
        throw new AppError('service_unavailable', 'The database does not answer.', { cause });
      },
    );
    const queues = names.map(async (name) => ({
      name,
      kinds: handlers.filter(({ queue }) => queue === name).map(({ kind }) => kindView(kind, counts)),
      bells: await bellsOf(name),
    }));
    return { queues: await Promise.all(queues), givenUp };
  };
  const desk = createDesk({
    ...{ db, clock },
    log: () => Promise.resolve(commands.log),
    handlers: () => Promise.resolve(handlers),
  });
  return queuesRoom({ look: shared(FRESH_MS, look), retry: retryBy(desk), logger });
};
