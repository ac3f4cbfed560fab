// Shared by the contract suite of Redis: every rule is checked against the built-in server, against
// redis-server where it is on PATH, and against REDIS_URL where it is given (its database is emptied).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis, RedisOptions } from 'ioredis';
import { hasRedisServer } from '#embedded/redis/redis-server.js';
import { startRedis, type EmbeddedRedis, type RedisKind } from '#embedded/redis/server.js';
import { atTheEnd, once } from '#test/support/global.js';
import { connectTo } from './open-queue.js';

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'aidesign-redis-'));

export const removeFolder = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};

/** Starts a server of this kind on a folder. */
export const startOn = (folder: string, kind: RedisKind): Promise<EmbeddedRedis> =>
  startRedis({
    dataDir: folder,
    port: 0,
    logFile: join(folder, 'redis.log'),
    prefer: kind === 'built-in' ? 'built-in' : 'any',
  });

/** Those of this machine. */
export const kinds: readonly RedisKind[] = hasRedisServer() ? ['built-in', 'redis-server'] : ['built-in'];

const shared = (kind: RedisKind) =>
  once(async () => {
    const folder = newFolder();
    const server = await startOn(folder, kind);
    atTheEnd(async () => {
      await server.stop();
      removeFolder(folder);
    });
    return server.url;
  });

const given = process.env['REDIS_URL'];
const servers: readonly (readonly [name: string, url: () => Promise<string>])[] = [
  ...kinds.map((kind) => [kind, shared(kind)] as const),
  ...(given ? [['REDIS_URL', () => Promise.resolve(given)] as const] : []),
];

export interface TestRedis {
  url(): string;
  /** Ends with the tests around it. */
  client(options?: RedisOptions): Redis;
}

/** The same rules for each server; the database is empty before each of them. */
export const describeRedis = (title: string, rules: (redis: TestRedis) => void): void => {
  for (const [name, start] of servers) {
    describe(`redis, ${name}: ${title}`, () => {
      const clients: Redis[] = [];
      let url = '';
      const client = (options?: RedisOptions): Redis => {
        const made = connectTo(url, options);
        clients.push(made);
        return made;
      };
      before(async () => {
        url = await start();
      });
      beforeEach(() => client().flushall());
      afterEach(() => {
        for (const made of clients.splice(0)) made.disconnect();
      });
      rules({ url: () => url, client });
    });
  }
};

/** What a command answers: its reply, or the text of its error. */
export const outcome = (
  client: Redis,
  [name = '', ...args]: readonly (string | Buffer)[],
): Promise<unknown> =>
  client
    .call(String(name), ...args)
    .catch((error: unknown) => (error instanceof Error ? error.message : error));

/** A command from its words in one text. */
export const say = (client: Redis, text: string): Promise<unknown> =>
  outcome(
    client,
    text.split(' ').filter((word) => word !== ''),
  );

/** Polls a condition until it holds: for effects that have no event to wait for. */
export const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('The condition never held');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
