import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from './up.js';

/** A Redis server in a process of its own, on one folder and one port for all its lives. */
export interface RedisProcess {
  readonly url: string;
  start(): Promise<void>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  /** Forgets everything. */
  flush(): Promise<void>;
}

const ask = async (url: string, command: string): Promise<void> => {
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on('error', () => undefined);
  await client.call(command);
  client.disconnect();
};

const launch = async (dataDir: string, port: number): Promise<ChildProcess> => {
  const child = spawn('redis-server', ['--port', String(port), '--dir', dataDir, '--save', ''], {
    stdio: 'ignore',
  });
  await ask(`redis://127.0.0.1:${port}`, 'ping');
  return child;
};

export const startRedisProcess = async (dataDir: string): Promise<RedisProcess> => {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child = await launch(dataDir, port);
  return {
    url,
    start: async () => {
      child = await launch(dataDir, port);
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    flush: () => ask(url, 'flushall'),
  };
};
