// The rate limits of the API process: counted in Redis, through a connection of their own that fails fast.
import type { Redis } from 'ioredis';
import { createRateLimits, NO_RATE_LIMITS, type RateLimits } from '#api/rates/rate-limits.js';
import type { PlanSlug } from '#domain/plan/plans.js';
import type { Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import { rateMetrics } from '#platform/metrics/rate-metrics.js';
import type { Registry } from '#platform/metrics/registry.js';
import {
  createSignInThrottle,
  NO_SIGN_IN_THROTTLE,
  type SignInThrottle,
} from '#platform/rates/sign-in-throttle.js';
import { createSubjects } from '#platform/rates/subject.js';
import { createWindows, type Windows } from '#platform/rates/windows.js';
import { connectRedis, whenReady } from '#platform/redis/connect-redis.js';
import type { Stores } from './main-stores.js';

export interface RatesSetup {
  readonly config: Config;
  readonly logger: Logger;
  readonly registry: Registry;
  /** Of its secrets one hides the addresses and names that are counted. */
  readonly stores: Pick<Stores, 'closing' | 'commands'>;
}

/** A start does not wait longer for it: without Redis the limits hold in this process. */
const START_MS = 2_000;

const openRedis = async ({ config, logger, stores }: RatesSetup): Promise<Redis | undefined> => {
  const { REDIS_URL: url, RATE_REDIS_TIMEOUT_MS: answerMs } = config;
  if (url === undefined) return undefined;
  const redis = connectRedis({ url, name: 'aidesign:rates', use: 'hurried', answerMs, logger });
  stores.closing.add('rate counters', () => redis.disconnect());
  await whenReady(redis, AbortSignal.timeout(START_MS)).catch((error: unknown) => {
    logger.warn({ err: error }, 'started without Redis: requests are counted by this process');
  });
  return redis;
};

const openWindows = async (setup: RatesSetup): Promise<Windows> => {
  const { logger, registry } = setup;
  const tell = rateMetrics(registry);
  return createWindows({
    redis: await openRedis(setup),
    onChange: (by, reason) => {
      tell(by);
      if (by === 'redis') logger.info('requests are counted in Redis again');
      else logger.warn({ err: reason }, 'Redis does not answer: each process counts requests for itself');
    },
  });
};

const ratesOf = (config: Config) => ({
  anonymous: config.RATE_ANONYMOUS,
  reads: config.RATE_READS,
  writes: config.RATE_WRITES,
  ai: config.RATE_AI,
  apiKey: {
    free: config.RATE_API_KEY_FREE,
    pro: config.RATE_API_KEY_PRO,
    enterprise: config.RATE_API_KEY_ENTERPRISE,
  },
});

const signInRatesOf = (config: Config) => ({
  pair: config.RATE_SIGN_IN,
  address: config.RATE_SIGN_IN_ADDRESS,
  account: config.RATE_SIGN_IN_ACCOUNT,
});

/** What requests and sign-ins are held to, as the settings say. */
export const openRates = async (
  setup: RatesSetup,
): Promise<{
  readonly rates: RateLimits;
  readonly signIns: SignInThrottle;
  /** Calls a minute with API keys, by plan. */
  readonly keyCalls: Readonly<Record<PlanSlug, number>>;
}> => {
  const { config } = setup;
  const rates = ratesOf(config);
  const keyCalls = rates.apiKey;
  if (!config.RATE_LIMITS) return { rates: NO_RATE_LIMITS, signIns: NO_SIGN_IN_THROTTLE, keyCalls };
  const shared = {
    windows: await openWindows(setup),
    subjects: createSubjects(setup.stores.commands.secrets.requestPepper),
  };
  return {
    keyCalls,
    rates: createRateLimits({ ...shared, rates }),
    signIns: createSignInThrottle({ ...shared, rates: signInRatesOf(config) }),
  };
};
