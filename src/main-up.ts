// Everything in one: brings up embedded servers for what is not configured by URL, migrates, and runs the
// API, the follower and the worker as children that come back when they die. Stops them in reverse order:
// those who use a server before the server.
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { spawnNode, type NodeChild } from '#embedded/supervise/spawn-node.js';
import { MIGRATIONS } from '#migrations/index.js';
import { readConfig, type Config, type Environment } from '#platform/config.js';
import { createLogger } from '#platform/logger.js';
import { migrate } from '#platform/postgres/migrate.js';
import { readRunFile, removeRunFile, writeRunFile } from '#platform/run-file.js';
import { createClosing, onShutdown } from '#platform/shutdown.js';
import { banner } from './main-banner.js';
import { reportFailedStart } from './main-process.js';
import { renewReadModels } from './main-renew.js';
import { logFile, startServers, supervise, type Addresses, type Starting } from './main-servers.js';

const roleScript = (role: string): string => join(import.meta.dirname, `main-${role}.js`);

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

/** Children have the settings of this process: two must not listen on one port. */
const metricsPortOf = ({ METRICS_PORT: port }: Config, offset: number): Addresses =>
  port === undefined || port === 0 ? {} : { METRICS_PORT: String(port + offset) };

/** Starts everything; `closing` undoes it. */
const startAll = async (starting: Starting): Promise<Addresses> => {
  const { config, dataDir, closing } = starting;
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  const servers = await startServers(starting, ({ DATABASE_OWNER_URL = '' }) =>
    migrate(DATABASE_OWNER_URL, MIGRATIONS),
  );
  const stores = {
    BLOB_URL: config.BLOB_URL ?? `file://${join(dataDir, 'blobs')}`,
    VAULT_URL: config.VAULT_URL ?? `file://${join(dataDir, 'vault')}`,
  };
  const addresses = { ...servers, ...stores };
  const renewLater = await renewReadModels(addresses, closing);
  await Promise.all([
    startRole(starting, 'follow', addresses),
    startRole(starting, 'worker', { ...addresses, ...metricsPortOf(config, 1) }),
    startRole(starting, 'api', addresses),
  ]);
  renewLater();
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
