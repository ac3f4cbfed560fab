import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startRedis } from '#embedded/redis/server.js';

/** The built-in Redis in a process of its own, on one folder and one port for all its lives. */
export interface RedisProcess {
  readonly url: string;
  start(): Promise<void>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  /** Forgets everything. */
  flush(): Promise<void>;
}

const flush = async (url: string): Promise<void> => {
  const client = new Redis(url);
  await client.flushall().finally(() => client.disconnect());
};

export const startRedisProcess = async (folder: string): Promise<RedisProcess> => {
  const launch = (port: number) =>
    startRedis({
      dataDir: join(folder, 'redis'),
      port,
      logFile: join(folder, 'redis.log'),
      prefer: 'built-in',
    });
  let server = await launch(0);
  const { url, port } = server;
  return {
    url,
    start: async () => {
      server = await launch(port);
    },
    kill: async () => {
      server.kill();
      await server.exited;
    },
    flush: () => flush(url),
  };
};
