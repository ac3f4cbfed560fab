import type { Redis } from 'ioredis';
import { PREFIX } from './open-bull.js';

/** Jobs of one queue in Redis, by what they are there for. They are hints: what is to be done stands elsewhere. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  /** Taken by a worker that has not been heard of since; another one gets them. */
  readonly stalled: number;
}

/** Throws when Redis does not answer. */
export const queueCounts = async (client: Redis, queue: string): Promise<QueueCounts> => {
  const key = (part: string): string => `${PREFIX}:${queue}:${part}`;
  const [waiting, active, delayed, failed, stalled] = await Promise.all([
    client.llen(key('wait')),
    client.llen(key('active')),
    client.zcard(key('delayed')),
    client.zcard(key('failed')),
    client.scard(key('stalled')),
  ]);
  return { waiting, active, delayed, failed, stalled: Math.min(stalled, active) };
};
