// Redis for `npm start` without REDIS_URL: a real redis-server from PATH, else the built-in one.
// Promises: ready when the promise resolves; an address with a password only we know; each kind has a folder
// of its own, so that neither reads the other's files; it never outlives this process. Does not: restart it
// (see ../supervise), carry data from one kind to the other. Fails with RedisError or ChildStartError.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FolderInUseError } from '../supervise/errors.js';
import { lockFolder } from '../supervise/folder-lock.js';
import type { Running } from '../supervise/running.js';
import { spawnNode } from '../supervise/spawn-node.js';
import { RedisError } from './errors.js';
import { hasRedisServer, startRedisServer } from './redis-server.js';

export type RedisKind = 'redis-server' | 'built-in';

export type RedisOptions = Readonly<{
  /** Made if missing; holds one folder for each kind. */
  dataDir: string;
  /** 0: any free port. For a restart give the port of the first start. */
  port: number;
  /** Appended to; renamed to `.1` when it is above 10 MB at the start. */
  logFile: string;
  /** `any` (the default): redis-server where there is one. */
  prefer?: 'built-in' | 'any';
}>;

export type EmbeddedRedis = Running &
  Readonly<{
    port: number;
    /** `redis://:password@127.0.0.1:port` */
    url: string;
    kind: RedisKind;
    /** kill -9, for tests and emergencies. */
    kill: () => void;
  }>;

const PROCESS = fileURLToPath(new URL('process.js', import.meta.url));

const urlOf = (port: number, password: string): string => `redis://:${password}@127.0.0.1:${port}`;

const startReal = async ({ dataDir, port, logFile }: RedisOptions): Promise<EmbeddedRedis> => {
  const server = await startRedisServer({ dataDir: join(dataDir, 'redis-server'), port, logFile });
  const { pid, exited, stop, kill } = server;
  return {
    pid,
    exited,
    stop,
    kill,
    port: server.port,
    url: urlOf(server.port, server.password),
    kind: 'redis-server',
  };
};

const startOwn = async ({ dataDir, port, logFile }: RedisOptions): Promise<EmbeddedRedis> => {
  const folder = join(dataDir, 'built-in');
  const child = await spawnNode({
    ...{ name: 'built-in redis', script: PROCESS, logFile },
    args: ['--data', folder, '--port', String(port)],
  });
  const { pid, exited, stop, kill, ready } = child;
  const taken = Number(ready['port']);
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  return { pid, exited, stop, kill, port: taken, url: urlOf(taken, password), kind: 'built-in' };
};

const lock = async (dataDir: string) => {
  try {
    return await lockFolder(join(dataDir, 'owner'));
  } catch (error) {
    throw error instanceof FolderInUseError ? new RedisError(`Redis: ${error.message}`) : error;
  }
};

/** Starts Redis on a folder; one at a time. */
export const startRedis = async (given: RedisOptions): Promise<EmbeddedRedis> => {
  const options = { ...given, dataDir: resolve(given.dataDir), logFile: resolve(given.logFile) };
  const held = await lock(options.dataDir);
  try {
    const real = options.prefer !== 'built-in' && hasRedisServer();
    const server = await (real ? startReal(options) : startOwn(options));
    // Released before anybody can see the end: whoever waits for it may start again at once.
    const untilReleased = async () => {
      try {
        return await server.exited;
      } finally {
        await held.release();
      }
    };
    const exited = untilReleased();
    const stop = async (): Promise<void> => {
      await server.stop();
      await exited;
    };
    return { ...server, exited, stop };
  } catch (error) {
    await held.release();
    throw error;
  }
};
