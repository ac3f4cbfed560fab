// Rings for effects that are due. Promises: every due row gets a job, soon after its commit or its time, and
// again later as long as nobody took it: a job Redis forgot is only late. While Redis is away rows stay as
// they are. Any number of relays may ring; a job that waits already is not added twice, and one too many
// finds nothing to take.
import { fault } from '#platform/fault.js';
import type { Logger } from '#platform/logger.js';
import type { Queues } from '#integrations/queue/queues.js';
import type { EffectStore } from './effect-store.js';
import { failureOf } from './failure.js';

export interface RelayTimes {
  /** Between two looks at the table. */
  readonly sweepMs: number;
  /** A row that was rung for and not taken is rung for again after this long. */
  readonly ringAgainMs: number;
}

export interface RelayOptions {
  readonly queues: Pick<Queues, 'isReachable' | 'ring'>;
  readonly store: Pick<EffectStore, 'due' | 'rung'>;
  /** Kinds by the queue they wait in. */
  readonly kinds: ReadonlyMap<string, readonly string[]>;
  readonly times: RelayTimes;
  readonly logger: Pick<Logger, 'warn'>;
}

export interface Relay {
  /** Something may be due: looks at once. */
  wake(): void;
  /** Resolves when the round under way is over. */
  stop(): Promise<void>;
}

/** Jobs of one queue in Redis at most: it holds the next ones, the table holds all. */
const WINDOW = 2_000;
/** Jobs added at once: Redis does nothing else meanwhile, and the first of them is wanted soon. */
const PEAL = 250;

const ringQueue = async (options: RelayOptions, queue: string, kinds: readonly string[]): Promise<void> => {
  const { queues, store, times } = options;
  const due = await store.due(kinds, WINDOW);
  for (let at = 0; at < due.length; at += PEAL) {
    const rings = due.slice(at, at + PEAL);
    fault('after-intent');
    await queues.ring(queue, rings);
    fault('after-bell');
    await store.rung(rings, times.ringAgainMs);
  }
};

const round = async (options: RelayOptions): Promise<void> => {
  if (!options.queues.isReachable()) return;
  for (const [queue, kinds] of options.kinds) await ringQueue(options, queue, kinds);
};

export const startRelay = (options: RelayOptions): Relay => {
  let wakes = 0;
  let failing = false;
  let running: Promise<void> | undefined;

  const attempt = async (): Promise<void> => {
    try {
      await round(options);
      failing = false;
    } catch (error) {
      if (!failing)
        options.logger.warn({ code: failureOf(error).code }, 'ringing for effects failed; trying again');
      failing = true;
    }
  };
  const rounds = async (): Promise<void> => {
    for (let seen = 0; seen !== wakes;) {
      seen = wakes;
      await attempt();
    }
    running = undefined;
  };
  const wake = (): void => {
    wakes += 1;
    running ??= rounds();
  };
  const timer = setInterval(wake, options.times.sweepMs);
  wake();
  return {
    wake,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};
