// The rate limits of the API process: counted in Redis, through a connection of their own that fails fast.
import { createRateLimits, NO_RATE_LIMITS, type RateLimits } from '#api/rates/rate-limits.js';
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
import { connectRedis } from '#platform/redis/connect-redis.js';
import type { Closing } from '#platform/shutdown.js';

export interface RatesSetup {
  readonly config: Config;
  readonly logger: Logger;
  readonly closing: Closing;
  readonly registry: Registry;
  /** Addresses and names are kept as hashes with it. */
  readonly pepper: Uint8Array;
}

const openWindows = ({ config, logger, closing, registry }: RatesSetup): Windows => {
  const url = config.REDIS_URL;
  const redis = url && connectRedis({ url, name: 'aidesign:rates', use: 'hurried', logger });
  if (redis) closing.add('rate counters', () => redis.disconnect());
  const tell = rateMetrics(registry);
  return createWindows({
    redis: redis === '' ? undefined : redis,
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
export const openRates = (
  setup: RatesSetup,
): { readonly rates: RateLimits; readonly signIns: SignInThrottle } => {
  const { config } = setup;
  if (!config.RATE_LIMITS) return { rates: NO_RATE_LIMITS, signIns: NO_SIGN_IN_THROTTLE };
  const shared = { windows: openWindows(setup), subjects: createSubjects(setup.pepper) };
  return {
    rates: createRateLimits({ ...shared, rates: ratesOf(config) }),
    signIns: createSignInThrottle({ ...shared, rates: signInRatesOf(config) }),
  };
};
