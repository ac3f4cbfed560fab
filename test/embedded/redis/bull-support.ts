import { randomUUID } from 'node:crypto';
import type Queue from 'bull';
import { openQueue } from './open-queue.js';
import { describeRedis } from './support.js';

export interface TestQueues {
  /** A queue object; the same name: the same queue. */
  queue(options?: Queue.QueueOptions): Queue.Queue;
}

/** Rules about a queue of its own name, for each server. */
export const describeBull = (
  title: string,
  rules: (queues: TestQueues & { url(): string; name(): string }) => void,
) => {
  describeRedis(`Bull, ${title}`, (redis) => {
    let opened: ReturnType<typeof openQueue>[] = [];
    let name = '';
    beforeEach(() => {
      name = `queue-${randomUUID()}`;
    });
    afterEach(async () => {
      await Promise.all(opened.map(({ end }) => end()));
      opened = [];
    });
    rules({
      url: redis.url,
      name: () => name,
      queue: (options) => {
        const made = openQueue(redis.url(), name, options);
        opened.push(made);
        return made.queue;
      },
    });
  });
};

/** The next time `queue` tells `event`. */
export const told = (queue: Queue.Queue, event: string): Promise<unknown[]> =>
  new Promise((resolve) => {
    queue.once(event, (...args: unknown[]) => resolve(args));
  });

/** Starts a worker that does nothing but remember the data of its jobs; resolves after `count` of them. */
export const collect = (queue: Queue.Queue, count: number): Promise<unknown[]> => {
  const seen: unknown[] = [];
  return new Promise((resolve) => {
    queue.on('completed', ({ data }) => {
      seen.push(data);
      if (seen.length === count) resolve(seen);
    });
    void queue.process(async () => undefined);
  });
};
