// Counters of requests, shared by all processes through Redis. Promises: one round trip for each count; while
// Redis is away or slow this process counts by itself with the same limits, never lets everything through, and
// goes back when Redis answers. Fixed windows, each from its first request: one small key per subject. Does
// not: be exact over the edge of two windows (up to twice the limit), or between processes while Redis is away.
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** So many in so many seconds, under a name that is part of the keys. */
export interface Limit {
  readonly name: string;
  readonly most: number;
  readonly seconds: number;
  /** Counts may be given back, so that being over the limit may end before the window does. */
  readonly forgiving?: true;
}

export interface Taken {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until the window ends. */
  readonly resetMs: number;
}

export interface Windows {
  /** Counts one, and says whether it is within the limit. */
  take(limit: Limit, subject: string): Promise<Taken>;
  /** Takes one back that turned out not to count. */
  giveBack(limit: Limit, subject: string): Promise<void>;
  /** Forgets what was counted. */
  clear(limit: Limit, subject: string): Promise<void>;
  /** True if something was counted in the window that runs. */
  has(limit: Limit, subject: string): Promise<boolean>;
}

export type CountedBy = 'redis' | 'process';

export interface WindowsOptions {
  /** Must fail fast: no offline queue, a short time-out. Undefined: this process counts alone. */
  readonly redis: Redis | undefined;
  /** Told of each change, with the failure that led to it. */
  readonly onChange?: ((by: CountedBy, reason: unknown) => void) | undefined;
  /** Milliseconds; monotonic. */
  readonly now?: () => number;
}

/** After a failure Redis is left alone so long: a slow one must not slow every request. */
const REST_MS = 1_000;

interface Pair {
  readonly shared: RateLimiterRedis | undefined;
  readonly local: RateLimiterMemory;
}

const pairOf = (redis: Redis | undefined, { name, most, seconds, forgiving }: Limit): Pair => {
  const common = { keyPrefix: `rate:${name}`, points: most, duration: seconds };
  const shared = redis && {
    ...common,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    // Who is over the limit stays refused without asking Redis, until the window ends.
    inMemoryBlockOnConsumed: forgiving ? 0 : most,
  };
  return { shared: shared && new RateLimiterRedis(shared), local: new RateLimiterMemory(common) };
};

const takenOf = (limit: number, allowed: boolean, counted: RateLimiterRes): Taken => ({
  allowed,
  limit,
  remaining: allowed ? counted.remainingPoints : 0,
  resetMs: Math.max(0, counted.msBeforeNext),
});

const consume = async (limiter: RateLimiterRedis | RateLimiterMemory, subject: string): Promise<Taken> => {
  try {
    return takenOf(limiter.points, true, await limiter.consume(subject));
  } catch (error) {
    if (error instanceof RateLimiterRes) return takenOf(limiter.points, false, error);
    throw error;
  }
};

/** Tries Redis unless it failed a moment ago, and what this process knows otherwise. */
const createSwitch = ({ onChange, now = () => performance.now() }: WindowsOptions) => {
  let by: CountedBy = 'redis';
  let restUntil = 0;
  const change = (to: CountedBy, reason?: unknown): void => {
    if (by === to) return;
    by = to;
    onChange?.(to, reason);
  };
  return async <T>(shared: (() => Promise<T>) | undefined, local: () => Promise<T>): Promise<T> => {
    if (!shared || now() < restUntil) return local();
    // While it is away one request at a time finds out whether it is back.
    if (by === 'process') restUntil = now() + REST_MS;
    try {
      const result = await shared();
      change('redis');
      return result;
    } catch (error) {
      restUntil = now() + REST_MS;
      change('process', error);
      return local();
    }
  };
};

export const createWindows = (options: WindowsOptions): Windows => {
  const pairs = new Map<string, Pair>();
  const either = createSwitch(options);
  const pairFor = (limit: Limit): Pair => {
    const known = pairs.get(limit.name);
    if (known) return known;
    const pair = pairOf(options.redis, limit);
    pairs.set(limit.name, pair);
    return pair;
  };
  const on = <T>(limit: Limit, work: (limiter: RateLimiterRedis | RateLimiterMemory) => Promise<T>) => {
    const { shared, local } = pairFor(limit);
    return either(shared && (() => work(shared)), () => work(local));
  };
  return {
    take: (limit, subject) => on(limit, (limiter) => consume(limiter, subject)),
    giveBack: async (limit, subject) => {
      await on(limit, (limiter) => limiter.reward(subject));
    },
    clear: async (limit, subject) => {
      await on(limit, (limiter) => limiter.delete(subject));
    },
    has: async (limit, subject) => (await on(limit, (limiter) => limiter.get(subject))) !== null,
  };
};
