import { setTimeout as pause } from 'node:timers/promises';
import type Bull from 'bull';
import type { Redis } from 'ioredis';
import type { Logger } from '#platform/logger.js';
import { whenReady } from '#platform/redis/connect-redis.js';
import { openBull, type Bell } from './open-bull.js';

export interface QueueWorker {
  /** Takes no more jobs and resolves when those under way are finished, or after eight seconds. */
  stop(): Promise<void>;
}

export interface QueueWorkerOptions {
  readonly name: string;
  readonly concurrency: number;
  readonly work: (key: string) => Promise<void>;
  readonly client: Redis;
  readonly subscriber: Redis;
  readonly blocking: () => Redis;
  readonly logger: Pick<Logger, 'debug'>;
}

const AGAIN_MS = 500;
/** Redis may be away while we stop: then Bull waits for answers that do not come. */
const CLOSE_MS = 8_000;

const closeBull = async (queue: Bull.Queue<Bell>): Promise<void> => {
  const timer = new AbortController();
  const late = pause(CLOSE_MS, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([queue.close(), late]);
  timer.abort();
};

/**
 * One life of a queue: until told to stop, or until it fails to begin. Bull must only see connections that
 * are ready: a beginning that failed it does not try again, and it leaves rejections nobody handles.
 */
const serve = async (options: QueueWorkerOptions, blocking: Redis, signal: AbortSignal): Promise<void> => {
  const { name, concurrency, work, client, subscriber, logger } = options;
  for (const connection of [client, subscriber, blocking]) await whenReady(connection, signal);
  const queue = openBull(name, { client, subscriber, blocking });
  queue.on('error', (error) => logger.debug({ err: error, queue: name }, 'queue'));
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });
  try {
    await Promise.race([queue.process(concurrency, ({ data }) => work(data.key)), stopped]);
  } finally {
    await closeBull(queue);
  }
};

/** Works until it is stopped, whether Redis is there or not. */
export const startQueueWorker = (options: QueueWorkerOptions): QueueWorker => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const live = async (): Promise<void> => {
    const blocking = options.blocking();
    try {
      await serve(options, blocking, signal);
    } catch (error) {
      if (!signal.aborted) options.logger.debug({ err: error, queue: options.name }, 'queue could not begin');
    } finally {
      blocking.disconnect();
    }
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await live();
      await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
};
