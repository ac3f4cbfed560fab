import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PostgresError } from './errors.js';
import { commandLine, isAlive, isTaken } from '../supervise/process-info.js';

const POLL_MS = 15;
const FAST_STOP_MS = 20_000;
const IMMEDIATE_STOP_MS = 5_000;

/** What postmaster.pid says: line 1 is the pid, line 4 the port, line 8 the status. */
export type PidFile = Readonly<{ pid: number; port: number; status: string }>;

const fileIn = (dataDir: string): string => join(dataDir, 'postmaster.pid');

export const readPidFile = async (dataDir: string): Promise<PidFile | undefined> => {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  // A standalone backend writes its pid as a negative number.
  return { pid: Math.abs(Number(lines[0])), port: Number(lines[3]), status: (lines[7] ?? '').trim() };
};

const isOurs = (pid: number, dataDir: string): boolean => {
  const command = commandLine(pid);
  return command.includes('postgres') && command.includes(dataDir);
};

const goneWithin = async (pid: number, ms: number): Promise<boolean> => {
  const deadline = Date.now() + ms;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
};

/**
 * Clears the way for a start. A server that outlived its supervisor is stopped: fast (SIGINT), then, if it
 * does not listen, at once (SIGQUIT). A file that names a process of somebody else (the pid was used again)
 * is removed, because Postgres itself would take that process for a running server. All other leftovers
 * Postgres handles.
 */
export const clearLeftover = async (dataDir: string): Promise<void> => {
  const found = await readPidFile(dataDir);
  if (found === undefined || !(found.pid > 0)) return;
  if (!isAlive(found.pid) || !isOurs(found.pid, dataDir)) {
    if (isTaken(found.pid)) await rm(fileIn(dataDir), { force: true });
    return;
  }
  process.kill(found.pid, 'SIGINT');
  if (await goneWithin(found.pid, FAST_STOP_MS)) return;
  process.kill(found.pid, 'SIGQUIT');
  if (await goneWithin(found.pid, IMMEDIATE_STOP_MS)) return;
  throw new PostgresError(
    `Postgres: an older server (process ${found.pid}) on ${dataDir} does not stop: end it first`,
  );
};
