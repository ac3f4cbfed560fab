// Bull by the rules of its `createClient`: clients are made here and ended here, because `queue.close()` leaves
// them open.

import Queue from 'bull';
import { Redis, type RedisOptions } from 'ioredis';

/** A client that gives up at once instead of trying for ever. */
export const connectTo = (url: string, options: RedisOptions = {}): Redis => {
  const client = new Redis(url, { retryStrategy: () => null, ...options });
  client.on('error', () => undefined);
  return client;
};

const forBull = (url: string, type: 'client' | 'subscriber' | 'bclient'): Redis =>
  connectTo(url, type === 'client' ? {} : { maxRetriesPerRequest: null, enableReadyCheck: false });

/** A queue object on `url`, and what ends it with its clients. */
export const openQueue = (url: string, name: string, options: Queue.QueueOptions = {}) => {
  const clients: Redis[] = [];
  const queue = new Queue(name, {
    ...options,
    createClient: (type) => {
      const client = forBull(url, type);
      clients.push(client);
      return client;
    },
  });
  queue.on('error', () => undefined);
  return {
    queue,
    end: async () => {
      await queue.close(true).catch(() => undefined);
      for (const client of clients) client.disconnect();
    },
  };
};
