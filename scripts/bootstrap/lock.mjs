import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;
const HEARTBEAT_MS = 1_000;
// A lock that nobody has touched for so long is left over, even if its pid is used again (restarted container).
const STALE_MS = 20_000;

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const tryClaim = (file) => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
};

/** The pid that holds the lock; 0 for a file that was just made; undefined for a stale lock or none. */
const holderOf = (file) => {
  try {
    if (Date.now() - statSync(file).mtimeMs > STALE_MS) return undefined;
    const pid = Number(readFileSync(file, 'utf8'));
    return pid === 0 || isAlive(pid) ? pid : undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Of several that find the same stale lock one moves it away; it looks again whether it was stale. */
const clear = (file) => {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (holderOf(aside) !== undefined) renameSync(aside, file);
  rmSync(aside, { force: true });
};

/**
 * Runs `work` while no other process runs it with the same lock file; `onWait(pid)` is called once when it has to wait.
 * The lock of a process that died is taken over.
 */
export const withLock = async (file, work, onWait) => {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!tryClaim(file)) {
    const holder = holderOf(file);
    if (holder === undefined) {
      clear(file);
      continue;
    }
    if (!told) onWait(holder);
    told = true;
    await delay(POLL_MS);
  }
  const release = () => rmSync(file, { force: true });
  const heartbeat = setInterval(() => utimesSync(file, new Date(), new Date()), HEARTBEAT_MS);
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off('exit', release);
    release();
  }
};
