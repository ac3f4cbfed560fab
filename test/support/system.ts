import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnNode, type NodeChild } from '#embedded/supervise/spawn-node.js';
import { apiClient, type ApiClient } from './api-client.js';
import { atTheEnd } from './global.js';
import { HIGH_LIMITS } from './high-limits.js';
import type { Mailbox } from '#embedded/mailbox/server.js';
import { logForTests, mailboxForTests, modelForTests, postgresForTests, redisForTests } from './services.js';

type Role = 'api' | 'follow' | 'worker';

export interface Started {
  readonly process: NodeChild;
  /** Ends it at once, as kill -9 does. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface StartedApi extends Started {
  readonly client: ApiClient;
}

/** The product's processes on stores of their own: what production runs, with the servers of the tests. */
export interface System {
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly mailbox: Pick<Mailbox, 'smtpUrl' | 'pageUrl'>;
  api(env?: NodeJS.ProcessEnv): Promise<StartedApi>;
  follower(env?: NodeJS.ProcessEnv): Promise<Started>;
  worker(env?: NodeJS.ProcessEnv): Promise<Started>;
  /** Ends the processes; what they wrote stays. */
  stopRoles(): Promise<void>;
  stop(): Promise<void>;
}

const script = (role: Role): string => join(import.meta.dirname, '..', '..', 'src', `main-${role}.js`);

const started = (process: NodeChild): Started => ({
  process,
  kill: async () => {
    process.kill();
    await process.exited;
  },
  stop: () => process.stop(),
});

/** A log, a database and folders for one test file; processes are started as the test wants them. */
export const newSystem = async (): Promise<System> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'aidesign-system-'));
  const [log, database, redis, mailbox, model] = await Promise.all([
    logForTests(),
    postgresForTests(),
    redisForTests(),
    mailboxForTests(),
    modelForTests(),
  ]);
  const environment = {
    DATA_DIR: dataDir,
    EVENTSTORE_URL: log.url,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    REDIS_URL: redis.url,
    SMTP_URL: mailbox.smtpUrl,
    OPENAI_BASE_URL: model.url,
    PORT: '0',
    LOG_LEVEL: 'warn',
    ...HIGH_LIMITS,
  };
  const running: NodeChild[] = [];
  const start = async (role: Role, env: NodeJS.ProcessEnv = {}): Promise<NodeChild> => {
    const logFile = join(dataDir, 'logs', `${role}.log`);
    const child = await spawnNode({
      name: role,
      script: script(role),
      env: { ...environment, ...env },
      logFile,
    });
    running.push(child);
    return child;
  };
  const stopRoles = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((child) => child.stop()));
  };
  const stop = async (): Promise<void> => {
    await stopRoles();
    await rm(dataDir, { recursive: true, force: true });
  };
  atTheEnd(stop);
  return {
    dataDir,
    environment,
    mailbox,
    api: async (env) => {
      const child = await start('api', env);
      const client = await apiClient(`http://127.0.0.1:${String(child.ready['port'])}`);
      return { ...started(child), client };
    },
    follower: async (env) => started(await start('follow', env)),
    worker: async (env) => started(await start('worker', env)),
    stopRoles,
    stop,
  };
};
