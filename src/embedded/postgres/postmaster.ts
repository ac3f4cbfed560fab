// Runs the Postgres server process and knows when it is ready and when it is gone.
// Promises: what ../supervise/spawn-watched.ts promises; stopped, it rolls back open transactions. Does not:
// restart it. Fails with PostgresError that holds the last log lines.
import { setTimeout as delay } from 'node:timers/promises';
import type { Exit } from '../supervise/running.js';
import { spawnWatched, type Watched } from '../supervise/spawn-watched.js';
import { failure } from './errors.js';
import type { Home } from './home.js';
import { readPidFile } from './pid-file.js';
import { postgresEnv } from './run.js';
import { settingArgs } from './settings.js';

const POLL_MS = 15;
// Recovery after a crash reads the whole journal since the last checkpoint, up to a gigabyte.
const READY_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 60_000;

export type Postmaster = Watched;

export type PostmasterOptions = Readonly<{ home: Home; port: number; durable: boolean; logFile: string }>;

const isReady = async (dataDir: string, pid: number, port: number): Promise<boolean> => {
  const found = await readPidFile(dataDir);
  return found?.pid === pid && found.port === port && found.status === 'ready';
};

const launch = ({ home, port, durable, logFile }: PostmasterOptions): Promise<Watched> => {
  const { launcher, binaries, dataDir } = home;
  return spawnWatched({
    command: [...launcher.prefix, binaries.postgres, '-D', dataDir, ...settingArgs(port, durable)],
    env: postgresEnv(),
    logFile,
    stopSignal: 'INT',
    stopTimeoutMs: STOP_TIMEOUT_MS,
    ...launcher.ids,
  });
};

/** Starts the server on a port that is known to be free and resolves when it takes connections. */
export const startPostmaster = async (options: PostmasterOptions): Promise<Postmaster> => {
  const server = await launch(options);
  const { exited, pid } = server;
  let gone: Exit | undefined;
  void exited.then((exit) => {
    gone = exit;
  });
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isReady(options.home.dataDir, pid, options.port))) {
    if (Date.now() > deadline) server.kill();
    await Promise.race([exited, delay(POLL_MS)]);
    if (gone !== undefined) throw failure('the server did not start', gone.logTail);
  }
  return server;
};
