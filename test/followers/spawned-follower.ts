import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FollowerState } from '#followers/supervise.js';
import { stateWatch, type World } from './world.js';

export interface SpawnedFollower {
  /** Resolves when it told this state. */
  reached(state: FollowerState): Promise<void>;
  /** The signal that ended it. */
  readonly ended: Promise<unknown>;
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
  return { reached: watch.reached, ended, kill: () => child.kill('SIGKILL') };
};
