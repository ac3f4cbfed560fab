// Sign-in by other providers as the API process has it: the providers of the settings, and where sign-ins under
// way are kept: in Redis, so that any process can end them, or in this process where there is none.
import type { OAuthDeps } from '#commands/oauth/oauth-deps.js';
import { memoryStates } from '#integrations/oauth/memory-states.js';
import { providersOf } from '#integrations/oauth/provider-settings.js';
import { redisStates } from '#integrations/oauth/redis-states.js';
import type { SignInStates } from '#integrations/oauth/sign-in-states.js';
import type { Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import { connectRedis } from '#platform/redis/connect-redis.js';
import type { Closing } from '#platform/shutdown.js';

const statesOf = (config: Config, closing: Closing, logger: Logger): SignInStates => {
  const url = config.REDIS_URL;
  if (url === undefined) return memoryStates();
  const client = connectRedis({ url, name: 'aidesign:oauth', use: 'commands', logger });
  closing.add('redis for sign-ins', () => client.disconnect());
  return redisStates(client);
};

export const openOAuth = (config: Config, closing: Closing, logger: Logger): OAuthDeps['oauth'] => {
  const providers = providersOf(config);
  const states = providers.configured.size === 0 ? memoryStates() : statesOf(config, closing, logger);
  return { ...providers, states, logger };
};
