// Everything in one: brings up embedded servers for what is not configured by URL, migrates, and runs the
// API, the follower and the worker as children that come back when they die. Stops them in reverse order:
// those who use a server before the server.
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { startPostgres } from '#embedded/postgres/server.js';
import { startRedis, type EmbeddedRedis } from '#embedded/redis/server.js';
import type { Running } from '#embedded/supervise/running.js';
import { spawnNode, type NodeChild } from '#embedded/supervise/spawn-node.js';
import {
  superviseChild,
  type Supervised,
  type SupervisorEvent,
} from '#embedded/supervise/supervise-child.js';
import { MIGRATIONS } from '#migrations/index.js';
import { readConfig, type Config, type Environment } from '#platform/config.js';
import { createLogger } from '#platform/logger.js';
import { migrate } from '#platform/postgres/migrate.js';
import { readRunFile, removeRunFile, writeRunFile } from '#platform/run-file.js';
import { createClosing, onShutdown, type Closing } from '#platform/shutdown.js';
import { banner, describeEvent } from './main-banner.js';
import { reportFailedStart } from './main-process.js';

/** Addresses of the servers the children talk to, as environment variables. */
type Addresses = Record<string, string>;

interface Starting {
  readonly config: Config;
  readonly dataDir: string;
  readonly closing: Closing;
  readonly giveUp: (event: SupervisorEvent) => void;
}

const roleScript = (role: string): string => join(import.meta.dirname, `main-${role}.js`);
const logFile = ({ dataDir }: Starting, name: string): string => join(dataDir, 'logs', `${name}.log`);

const supervise = async <R extends Running>(
  { closing, giveUp }: Starting,
  name: string,
  start: (previous: R | undefined) => Promise<R>,
): Promise<Supervised<R>> => {
  const supervised = await superviseChild<R>({
    name,
    start,
    onEvent: (event) => {
      const line = describeEvent(event);
      if (line !== undefined) process.stderr.write(`${line}\n`);
      if (event.type === 'gave-up') giveUp(event);
    },
  });
  closing.add(name, () => supervised.stop());
  return supervised;
};

const startEventStore = async (starting: Starting): Promise<Addresses> => {
  if (starting.config.EVENTSTORE_URL !== undefined) return { EVENTSTORE_URL: starting.config.EVENTSTORE_URL };
  const script = join(import.meta.dirname, 'embedded', 'eventstore', 'process.js');
  const args = (port: unknown) => ['--data', join(starting.dataDir, 'eventstore'), '--port', String(port)];
  const store = await supervise<NodeChild>(starting, 'event store', (previous) =>
    spawnNode({
      name: 'event store',
      script,
      args: args(previous?.ready['port'] ?? 0),
      logFile: logFile(starting, 'eventstore'),
    }),
  );
  return { EVENTSTORE_URL: `esdb://127.0.0.1:${String(store.current().ready['port'])}?tls=false` };
};

const startDatabase = async (starting: Starting): Promise<Addresses> => {
  const { DATABASE_URL, DATABASE_OWNER_URL = DATABASE_URL } = starting.config;
  if (DATABASE_URL !== undefined && DATABASE_OWNER_URL !== undefined)
    return { DATABASE_URL, DATABASE_OWNER_URL };
  const dataDir = join(starting.dataDir, 'postgres');
  const server = await supervise(starting, 'postgres', (previous: ({ port: number } & Running) | undefined) =>
    startPostgres({ dataDir, port: previous?.port ?? 0, logFile: logFile(starting, 'postgres') }),
  );
  const { appUrl, ownerUrl } = server.current();
  return { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl };
};

/** One for everything; whoever wants the queues elsewhere configures both. */
const startQueues = async (starting: Starting): Promise<Addresses> => {
  const { REDIS_URL, CELERY_BROKER_URL } = starting.config;
  const queues = CELERY_BROKER_URL === undefined ? {} : { CELERY_BROKER_URL };
  if (REDIS_URL !== undefined) return { REDIS_URL, ...queues };
  const dataDir = join(starting.dataDir, 'redis');
  const server = await supervise<EmbeddedRedis>(starting, 'redis', (previous) =>
    startRedis({ dataDir, port: previous?.port ?? 0, logFile: logFile(starting, 'redis') }),
  );
  return { REDIS_URL: server.current().url, ...queues };
};

const startRole = async (
  starting: Starting,
  role: 'api' | 'follow' | 'worker',
  env: Addresses,
): Promise<void> => {
  await supervise<NodeChild>(starting, role, () =>
    spawnNode({ name: role, script: roleScript(role), env, logFile: logFile(starting, role) }),
  );
};

/** Fails like listening would, before anything else is started. */
const requireFreePort = ({ HOST, PORT }: Config): Promise<void> =>
  new Promise((done, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(PORT, HOST, () => probe.close(() => done()));
  });

const requireAlone = async (dataDir: string): Promise<void> => {
  const running = await readRunFile(dataDir);
  if (!running) return;
  const place = `process ${running.pid}, ${running.apiUrl}`;
  throw new Error(
    `Another instance is running on ${dataDir} (${place}). Stop it, or set another DATA_DIR and PORT.`,
  );
};

const apiUrlOf = ({ PUBLIC_URL, PORT }: Config): string => PUBLIC_URL ?? `http://localhost:${PORT}`;

/** Starts everything; `closing` undoes it. */
const startAll = async (starting: Starting): Promise<Addresses> => {
  const { config, dataDir, closing } = starting;
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  const [log, redis, database] = await Promise.all([
    startEventStore(starting),
    startQueues(starting),
    startDatabase(starting).then(async (addresses) => {
      await migrate(addresses['DATABASE_OWNER_URL'] ?? '', MIGRATIONS);
      return addresses;
    }),
  ]);
  const stores = {
    BLOB_URL: config.BLOB_URL ?? `file://${join(dataDir, 'blobs')}`,
    VAULT_URL: config.VAULT_URL ?? `file://${join(dataDir, 'vault')}`,
  };
  const addresses = { ...log, ...redis, ...database, ...stores };
  await Promise.all([
    startRole(starting, 'follow', addresses),
    startRole(starting, 'worker', addresses),
    startRole(starting, 'api', addresses),
  ]);
  const startedAt = new Date().toISOString();
  await writeRunFile(dataDir, {
    pid: process.pid,
    startedAt,
    apiUrl: apiUrlOf(config),
    environment: addresses,
  });
  closing.add('run file', () => removeRunFile(dataDir));
  return addresses;
};

/** Runs everything until the process is asked to stop, or a child cannot be kept running. */
export const main = async (environment: Environment): Promise<void> => {
  const started = performance.now();
  const config = readConfig(environment);
  const dataDir = resolve(config.DATA_DIR);
  const logger = createLogger({ level: config.LOG_LEVEL, role: 'up' });
  await requireAlone(dataDir);
  await requireFreePort(config);
  const closing = createClosing((name, error) => logger.error({ err: error, name }, 'stopping failed'));
  const giveUp = (): void => {
    closing.close().then(
      () => process.exit(1),
      () => process.exit(1),
    );
  };
  onShutdown(async () => {
    process.stderr.write('\nStopping …\n');
    await closing.close();
    process.stderr.write('Stopped. All data is kept.\n');
  }, logger);
  try {
    const addresses = await startAll({ config, dataDir, closing, giveUp });
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(banner({ config, dataDir, addresses, apiUrl: apiUrlOf(config), seconds }));
  } catch (error) {
    await closing.close();
    throw error;
  }
};

if (process.argv[1] === import.meta.filename) await main(process.env).catch(reportFailedStart);
