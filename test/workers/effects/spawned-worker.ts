import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Handler } from '#workers/effects/handler.js';

export interface ProcessSettings {
  readonly logUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly carrierUrl: string;
  readonly concurrency: number;
  /** Numbers only. */
  readonly terms: Partial<Handler>;
}

export interface SpawnedWorker {
  /** Messages it logged so far. */
  readonly messages: readonly string[];
  /** Resolves when it has logged this message. */
  logged(message: string): Promise<void>;
  /** How it ended: a signal, or an exit code. */
  readonly ended: Promise<unknown>;
  /** kill -9. */
  kill(): void;
  freeze(): void;
  thaw(): void;
  /** SIGTERM; resolves when it has ended. */
  stop(): Promise<unknown>;
}

const SCRIPT = join(import.meta.dirname, 'effects-process.js');

/** A worker in a process of its own. `fault`: where it is to kill itself, as in AIDESIGN_FAULT. */
export const spawnWorker = (settings: ProcessSettings, fault = ''): SpawnedWorker => {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(settings)], {
    env: { ...process.env, AIDESIGN_FAULT: fault },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const messages: string[] = [];
  const waiting: { readonly message: string; readonly resolve: () => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { msg } = JSON.parse(line) as { msg: string };
    messages.push(msg);
    for (const waiter of waiting) if (waiter.message === msg) waiter.resolve();
  });
  const ended = once(child, 'exit').then(([code, signal]) => (signal ?? code) as unknown);
  return {
    messages,
    logged: (message) =>
      new Promise((resolve) => {
        if (messages.includes(message)) resolve();
        else waiting.push({ message, resolve });
      }),
    ended,
    kill: () => void child.kill('SIGKILL'),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
};
