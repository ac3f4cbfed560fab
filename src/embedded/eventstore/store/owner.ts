// One process per data folder. The owner is written inside LMDB's write transaction, which is exclusive
// across processes, so two starters cannot both win. An owner is alive if its pid runs with the same start
// time on the same boot: a reused pid or a killed owner does not keep the folder locked. Without /proc only
// the pid is compared. Not promised: processes in different pid namespaces sharing one folder cannot see each
// other.

import { readFileSync } from 'node:fs';
import { FolderError, type Tables } from './tables.js';

interface Owner {
  readonly pid: number;
  readonly boot: string;
  readonly started: string;
}

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not Linux, or the process is gone: the caller compares '' then, and liveness rests on the pid alone.
    return '';
  }
};

/** Field 22 of /proc/<pid>/stat; the command name before it may contain anything, so cut after its ')'. */
const startTime = (pid: number): string => {
  const stat = readText(`/proc/${String(pid)}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
};

const bootId = (): string => readText('/proc/sys/kernel/random/boot_id').trim();

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** True for what `thisProcess` once answered. */
export const isOwner = (value: unknown): value is Owner =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'boot' in value &&
  'started' in value;

/** True while that process runs. */
export const isAlive = (owner: Owner): boolean =>
  owner.boot === bootId() && isRunning(owner.pid) && owner.started === startTime(owner.pid);

/** What tells this process from all others, also later ones. */
export const thisProcess = (): Owner => ({
  pid: process.pid,
  boot: bootId(),
  started: startTime(process.pid),
});

/** Folders this very process has open: the pid alone cannot tell them apart from a stale entry. */
const mine = new Set<string>();

const refuse = (pid: number): never => {
  throw new FolderError('locked', `data folder is in use by process ${String(pid)}`);
};

/** Throws FolderError('locked') if this process has the folder open: LMDB must not open a folder twice. */
export const refuseSecondOpen = (dataDir: string): void => {
  if (mine.has(dataDir)) refuse(process.pid);
};

/** Takes the folder, or throws FolderError('locked'). Returns what gives it back. */
export const takeOwnership = (tables: Tables, dataDir: string): (() => void) => {
  const me = thisProcess();
  tables.meta.transactionSync(() => {
    const before = tables.meta.get('owner');
    if (isOwner(before) && before.pid !== me.pid && isAlive(before)) refuse(before.pid);
    tables.meta.putSync('owner', me);
  });
  mine.add(dataDir);
  return () => {
    mine.delete(dataDir);
    tables.meta.removeSync('owner');
  };
};
