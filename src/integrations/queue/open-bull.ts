import Bull from 'bull';
import type { Redis } from 'ioredis';

/** All a job holds. */
export interface Bell {
  readonly key: string;
}

/** Of everything Bull keeps in Redis. */
export const PREFIX = 'aidesign';

/**
 * A job whose process died is handed to another one within seven seconds. That may also hit one whose process
 * is only slow; who works on a thing is decided elsewhere.
 */
const SETTINGS = {
  lockDuration: 5_000,
  stalledInterval: 2_000,
  retryProcessDelay: 500,
  guardInterval: 30_000,
};

export interface Connections {
  readonly client: Redis;
  readonly subscriber: Redis;
  /** Only for queues that are worked for. */
  readonly blocking?: Redis;
}

/** Bull does not close connections it was given, and asks for a blocking one only to work. */
export const openBull = (name: string, connections: Connections): Bull.Queue<Bell> =>
  new Bull<Bell>(name, {
    prefix: PREFIX,
    settings: SETTINGS,
    createClient: (type) => {
      if (type === 'client') return connections.client;
      const other = type === 'bclient' ? connections.blocking : connections.subscriber;
      if (!other) throw new TypeError(`The queue ${name} was opened to add jobs only.`);
      return other;
    },
  });
