/** The Redis whose commands and words this server has: told to clients, which look at it. */
export const REDIS_VERSION = '7.0.15';
