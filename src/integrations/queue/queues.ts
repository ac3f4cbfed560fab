// Bull queues as bells: a job says only that the thing with this key may be done now. Promises: a job that
// waits already is not added again; what works for a queue begins again whenever Redis comes back. It
// promises no job: one may be lost, come twice, or come late. Whoever rings keeps the truth elsewhere.
import type Bull from 'bull';
import type { Redis } from 'ioredis';
import type { Logger } from '#platform/logger.js';
import { connectRedis } from '#platform/redis/connect-redis.js';
import { openBull, type Bell } from './open-bull.js';
import { startQueueWorker, type QueueWorker } from './queue-worker.js';

export interface Ring extends Bell {
  /** Tells this ring from an earlier one for the same key, which may still be in Redis. */
  readonly attempt: number;
}

export interface Queues {
  isReachable(): boolean;
  /** Throws when Redis does not answer: then some may have been added. */
  ring(queue: string, rings: readonly Ring[]): Promise<void>;
  /** Calls `work` with the keys of jobs, at most `concurrency` at a time; what it throws is a lost ring. */
  work(queue: string, concurrency: number, work: (key: string) => Promise<void>): QueueWorker;
  /** After the workers have stopped. */
  close(): void;
}

export interface QueuesOptions {
  readonly url: string;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'debug'>;
}

/** The row owns retry, backoff and death; nothing stays in Redis. */
const JOB = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

const jobOf = ({ key, attempt }: Ring) => ({
  data: { key },
  opts: { ...JOB, jobId: `${key}#${attempt}` },
});

export const openQueues = ({ url, logger }: QueuesOptions): Queues => {
  const connect = (name: string, use: 'commands' | 'blocking'): Redis =>
    connectRedis({ url, name: `aidesign:${name}`, use, logger });
  const client = connect('queues', 'commands');
  const subscriber = connect('queue-events', 'blocking');
  // Every queue listens to them, and those who wait for them do.
  for (const shared of [client, subscriber]) shared.setMaxListeners(0);
  const ringers = new Map<string, Bull.Queue<Bell>>();

  const ringer = (name: string): Bull.Queue<Bell> => {
    const known = ringers.get(name) ?? openBull(name, { client, subscriber });
    ringers.set(name, known);
    return known;
  };
  return {
    isReachable: () => client.status === 'ready',
    ring: async (name, rings) => {
      await ringer(name).addBulk(rings.map(jobOf));
    },
    work: (name, concurrency, work) => {
      const blocking = (): Redis => connect(`worker:${name}`, 'blocking');
      return startQueueWorker({ name, concurrency, work, client, subscriber, blocking, logger });
    },
    close: () => {
      client.disconnect();
      subscriber.disconnect();
    },
  };
};
