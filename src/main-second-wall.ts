// Whether the application's role in Postgres can be trusted, for processes that begin to use it. A database that is
// away keeps no process from starting: it is asked again until it answers.
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError, type Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import type { Db } from '#platform/postgres/db.js';
import { requireSecondWall } from '#platform/postgres/second-wall.js';
import type { Closing } from '#platform/shutdown.js';
import { WALLED } from '#projections/walled.js';
import { reportFailedStart } from './main-process.js';

const AGAIN_MS = 5_000;

interface Checking {
  readonly db: Db;
  readonly config: Config;
  readonly logger: Logger;
  readonly closing: Closing;
}

/** Answers whether it was answered. Throws `ConfigError` in production when the role may too much. */
const ask = async ({ db, config, logger }: Checking): Promise<boolean> => {
  const production = config.NODE_ENV === 'production';
  try {
    await requireSecondWall({ db, walled: WALLED, production, warn: (detail) => logger.warn(detail) });
    return true;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    logger.warn({ err: error }, 'the role of DATABASE_URL could not be checked; trying again');
    return false;
  }
};

const askAgain = async (checking: Checking, signal: AbortSignal): Promise<void> => {
  do await pause(AGAIN_MS, undefined, { signal, ref: false });
  while (!(await ask(checking)));
};

/** Checks at start; while the database is away, beside the work, and ends the process if it must not go on. */
export const checkSecondWall = async (checking: Checking): Promise<void> => {
  if (await ask(checking)) return;
  const stopping = new AbortController();
  checking.closing.add('check of the database role', () => stopping.abort());
  askAgain(checking, stopping.signal).catch((error: unknown) => {
    if (!stopping.signal.aborted) reportFailedStart(error);
  });
};
