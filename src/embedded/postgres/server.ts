// A Postgres server of our own, for a machine that has none: real binaries, own data directory, own port.
// Promises: ready when the promise resolves; data survives stop, kill -9 and power cuts (unless durable is
// false); the server never outlives this process; one supervisor per data directory. Does not: restart a
// server that died (see ../supervise), upgrade data of another major version. Fails with PostgresError: one
// line that says what to do.
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Exit } from '../supervise/running.js';
import { locateBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { lockDataDir } from './data-dir-lock.js';
import { PostgresError, failureOf } from './errors.js';
import { findHome } from './home.js';
import { APP, OWNER } from './passwords.js';
import { clearLeftover } from './pid-file.js';
import { choosePort } from './port.js';
import { startPostmaster, type Postmaster, type PostmasterOptions } from './postmaster.js';
import { ensureRoles, urlFor } from './roles.js';

const START_ATTEMPTS = 10;
const RETRY_DELAY_MS = 300;

export type PostgresOptions = Readonly<{
  /** Made if missing, together with its parents. `<dataDir>.pw`, `.lock` and `.log` are kept beside it. */
  dataDir: string;
  /** 0 (the default): any free port. For a restart give the port of the first start. */
  port?: number;
  /** false: fast and forgetful, for tests only. Default true. */
  durable?: boolean;
  /** Default `<dataDir>.log`; renamed to `.1` above 10 MB. */
  logFile?: string;
}>;

export type PostgresServer = Readonly<{
  port: number;
  /** For migrations: owns the database `aidesign`, may create databases and roles. */
  ownerUrl: string;
  /** For the application: reads and writes what the owner created, owns nothing. */
  appUrl: string;
  /** Of the server process itself. */
  pid: number;
  exited: Promise<Exit>;
  /** Stops at once and cleanly: open transactions are rolled back, everything committed is on disk. */
  stop: () => Promise<void>;
  /** kill -9, for tests and emergencies; the next start recovers. */
  kill: () => void;
}>;

type Settings = Readonly<Required<PostgresOptions>>;

/** Failures that pass: somebody took the free port, or the last server's children still hold its memory. */
const passes = (error: unknown, port: number): boolean => {
  if (!(error instanceof PostgresError)) return false;
  const log = error.logTail.join('\n');
  return (
    /pre-existing shared memory block/.test(log) ||
    (port === 0 && /could not bind|Address already in use/.test(log))
  );
};

const startOnPort = async (
  settings: Settings,
  home: PostmasterOptions['home'],
): Promise<Readonly<{ port: number; postmaster: Postmaster }>> => {
  const { durable, logFile } = settings;
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(settings.port);
    try {
      return { port, postmaster: await startPostmaster({ home, port, durable, logFile }) };
    } catch (error) {
      if (attempt === START_ATTEMPTS || !passes(error, settings.port)) throw error;
      await delay(RETRY_DELAY_MS);
    }
  }
};

const start = async (settings: Settings): Promise<PostgresServer> => {
  const home = await findHome(await locateBinaries(), settings.dataDir);
  await clearLeftover(home.dataDir);
  // Asked before the second-long work of making a cluster, so that a wrong port is refused at once.
  await choosePort(settings.port);
  const passwords = await ensureCluster(home, settings.dataDir, settings.durable);
  const { port, postmaster } = await startOnPort(settings, home);
  const access = { port, passwords };
  try {
    await ensureRoles(access);
  } catch (error) {
    await postmaster.stop();
    throw failureOf('could not prepare the database', error);
  }
  return { port, ownerUrl: urlFor(access, OWNER), appUrl: urlFor(access, APP), ...postmaster };
};

/**
 * Starts Postgres on a data directory, creating the cluster, the database and the roles when they are
 * missing.
 */
export const startPostgres = async (options: PostgresOptions): Promise<PostgresServer> => {
  const dataDir = resolve(options.dataDir);
  const settings = { port: 0, durable: true, logFile: `${dataDir}.log`, ...options, dataDir };
  const lock = await lockDataDir(dataDir);
  try {
    const server = await start(settings);
    // Released before anybody can see the end of the server: whoever waits for it may start again at once.
    const untilReleased = async () => {
      try {
        return await server.exited;
      } finally {
        await lock.release();
      }
    };
    const exited = untilReleased();
    const stop = async () => {
      await server.stop();
      await exited;
    };
    return { ...server, exited, stop };
  } catch (error) {
    await lock.release();
    throw failureOf(`could not start on ${dataDir}`, error);
  }
};
