// Promises that of several processes one at a time does the work, and that a dead one stops nobody. Does not promise it
// for a holder that is stopped (Ctrl-Z) for longer than STALE_LOOKS: then another goes on. Fails only when the folder of
// the lock cannot be written.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;
const HEARTBEAT_MS = 1_000;
// A holder that lives touches its lock every second. One that did not for so many looks is gone, even if its pid is in
// use again (restarted container). Counted in looks: the clock also runs while a laptop sleeps, with the holder.
const STALE_LOOKS = 100;

const unless = (ignored, action) => {
  try {
    return action();
  } catch (error) {
    if (error.code === ignored) return undefined;
    throw error;
  }
};

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const tryClaim = (file) =>
  unless('EEXIST', () => {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  }) ?? false;

/** Who holds the lock (pid 0: it was just made) and in which state it is; undefined for none. */
const look = (file) =>
  unless('ENOENT', () => {
    const { ino, mtimeMs } = statSync(file);
    return { pid: Number(readFileSync(file, 'utf8')), state: `${ino} ${mtimeMs}` };
  });

// A lock with our own pid is from before a restart of the container.
const isDead = ({ pid }) => pid === process.pid || (pid !== 0 && !isAlive(pid));

/** Of several that find the same dead lock one moves it away; it looks again whether it is the one it found. */
const clear = (file, found) => {
  const aside = `${file}.${process.pid}`;
  unless('ENOENT', () => renameSync(file, aside));
  const moved = look(aside);
  if (moved && moved.state !== found.state) renameSync(aside, file);
  rmSync(aside, { force: true });
};

const claim = async (file, onWait) => {
  let last;
  let looks = 0;
  let told = false;
  while (!tryClaim(file)) {
    const found = look(file);
    if (!found) continue;
    looks = found.state === last ? looks + 1 : 0;
    last = found.state;
    if (isDead(found) || looks > STALE_LOOKS) {
      clear(file, found);
      continue;
    }
    if (!told) onWait(found.pid);
    told = true;
    await delay(POLL_MS);
  }
};

/**
 * Runs `work` while no other process runs it with the same lock file; `onWait(pid)` is called once when it has to wait.
 * The lock of a process that died is taken over.
 */
export const withLock = async (file, work, onWait) => {
  mkdirSync(dirname(file), { recursive: true });
  await claim(file, onWait);
  const release = () => {
    if (look(file)?.pid === process.pid) rmSync(file);
  };
  // Somebody may remove the data folder meanwhile; that is no reason to stop.
  const heartbeat = setInterval(
    () => unless('ENOENT', () => utimesSync(file, new Date(), new Date())),
    HEARTBEAT_MS,
  );
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off('exit', release);
    release();
  }
};
