import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FollowerState } from '#followers/supervise.js';
import { until } from '#test/support/until.js';
import { stateWatch, type World } from './world.js';

export interface SpawnedFollower {
  readonly pid: number | undefined;
  /** Resolves when it told this state. */
  reached(state: FollowerState): Promise<void>;
  /** The signal that ended it. */
  readonly ended: Promise<unknown>;
  /** Resolves when it stands still by itself, at a point where it was told to. */
  frozen(): Promise<void>;
  thaw(): void;
  /** kill -9. */
  kill(): void;
}

const SCRIPT = join(import.meta.dirname, 'follower-process.js');

/** A follower in a process of its own. `fault`: where it is to kill itself, as in AIDESIGN_FAULT. */
export const spawnFollower = ({ url, database }: World, fault = '', partitions = 1): SpawnedFollower => {
  const child = spawn(process.execPath, [SCRIPT, url, database.appUrl, String(partitions)], {
    env: { ...process.env, AIDESIGN_FAULT: fault },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const watch = stateWatch();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.trim().split('\n')) watch.onState(line as FollowerState);
  });
  const ended = once(child, 'exit').then(([, signal]) => signal as unknown);
  const isStopped = async (): Promise<true | undefined> =>
    /^State:\s+T/m.test(await readFile(`/proc/${String(child.pid)}/status`, 'utf8')) || undefined;
  return {
    pid: child.pid,
    reached: watch.reached,
    ended,
    frozen: () => until(isStopped, 60_000).then(() => undefined),
    thaw: () => void child.kill('SIGCONT'),
    kill: () => void child.kill('SIGKILL'),
  };
};
