import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const POLL_MS = 10;
const GIVE_UP_MS = 25_000;

/** A new folder that other users may enter, as Postgres does when the tests run as root. */
export const makeFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'aidesign-pg-'));
  await chmod(folder, 0o755);
  return folder;
};

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Runs one statement on its own connection and gives the rows. */
export const query = async (url: string, text: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(text);
    return result.rows;
  } finally {
    await client.end();
  }
};

/** The message of what `work` throws; a failed test when it does not. */
export const messageOf = async (work: Promise<unknown>): Promise<string> => {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (outcome === undefined) throw new Error('expected a failure, but it went well');
  return outcome;
};

/** Waits until `condition` holds; gives up long after it should have. */
export const until = async (condition: () => boolean): Promise<void> => {
  const deadline = Date.now() + GIVE_UP_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await delay(POLL_MS);
  }
};
