// A connection to Redis. Promises: it comes back by itself, for ever; a command that gets no answer fails
// after five seconds (a blocking one waits, a hurried one is given its own time); being away is told once, and once that it is back. Whoever asked
// for it disconnects it.
import { Redis } from 'ioredis';
import type { Logger } from '../logger.js';

export interface RedisConnection {
  readonly url: string;
  /** Shown in the server's list of clients. */
  readonly name: string;
  /** blocking: for commands that wait, and for subscriptions. hurried: fails at once where others would wait. */
  readonly use: 'commands' | 'blocking' | 'hurried';
  /** How long a command waits for its answer, where that is not the usual. Milliseconds. */
  readonly answerMs?: number;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

const ANSWER_MS = 5_000;
const HURRIED_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/** What Bull demands of connections that wait is what any of them needs. */
const USES = {
  commands: { commandTimeout: ANSWER_MS, maxRetriesPerRequest: 1 },
  hurried: { commandTimeout: HURRIED_MS, maxRetriesPerRequest: 0, enableOfflineQueue: false },
  blocking: { maxRetriesPerRequest: null, enableReadyCheck: false },
} as const;

const tellOnce = (client: Redis, { name, logger }: RedisConnection): void => {
  let away = false;
  const lost = (error?: Error): void => {
    if (away || client.status === 'end') return;
    away = true;
    logger.warn({ redis: name, reason: error?.message }, 'Redis is away; trying again');
  };
  client.on('error', lost);
  client.on('close', lost);
  client.on('ready', () => {
    if (away) logger.info({ redis: name }, 'Redis is back');
    away = false;
  });
};

/** Connects at once, or as soon as the server is there. */
export const connectRedis = (connection: RedisConnection): Redis => {
  const { url, name, use, answerMs } = connection;
  const client = new Redis(url, {
    ...USES[use],
    ...(answerMs === undefined ? {} : { commandTimeout: answerMs }),
    connectionName: name,
    connectTimeout: ANSWER_MS,
    keepAlive: ANSWER_MS,
    retryStrategy: (times) => Math.min(2 ** Math.min(times, 16) * 25, LONGEST_PAUSE_MS),
  });
  tellOnce(client, connection);
  return client;
};

/** Resolves when the server answers; rejects with what the signal was aborted for. */
export const whenReady = (client: Redis, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      client.off('ready', ready);
      signal.removeEventListener('abort', aborted);
      finish();
    };
    const ready = (): void => settle(resolve);
    const aborted = (): void => settle(() => reject(signal.reason as Error));
    client.on('ready', ready);
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
    else if (client.status === 'ready') ready();
  });
