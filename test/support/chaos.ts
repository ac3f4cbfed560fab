// Kills processes of a system at random while the demo plays, and starts them again.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { randomFrom } from './seeded-random.js';
import type { Started, System } from './system.js';
import { freePort, withoutServers } from './up.js';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'main-cli.js');

/** A process that is started again and again under the same settings. */
interface Life {
  readonly name: string;
  start(): Promise<Started>;
  current: Started;
}

export interface Chaos {
  /** Origins of both API processes. */
  readonly urls: readonly string[];
  /** Kills one process after another, with pauses, until `over` resolves. Answers who was killed. */
  killUntil(over: Promise<unknown>, pauseMs: number): Promise<readonly string[]>;
}

const born = async (name: string, start: () => Promise<Started>): Promise<Life> => ({
  name,
  start,
  current: await start(),
});

/** Two API processes, one follower and two workers. */
export const startChaos = async (system: System, seed: number): Promise<Chaos> => {
  const random = randomFrom(seed);
  const ports = [await freePort(), await freePort()];
  const lives = await Promise.all([
    ...ports.map((port, index) => born(`api ${index + 1}`, () => system.api({ PORT: String(port) }))),
    born('follower', () => system.follower()),
    born('worker 1', () => system.worker()),
    born('worker 2', () => system.worker()),
  ]);
  const killOne = async (): Promise<string> => {
    const life = lives[Math.floor(random() * lives.length)];
    if (!life) throw new Error('There is nobody to kill.');
    await life.current.kill();
    life.current = await life.start();
    return life.name;
  };
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    killUntil: async (over, pauseMs) => {
      const killed: string[] = [];
      const end = new AbortController();
      const ended = over.finally(() => end.abort());
      const pause = (): Promise<boolean> =>
        delay(pauseMs * (0.5 + random()), true, { signal: end.signal }).catch(() => false);
      while (await pause()) killed.push(await killOne());
      await ended;
      return killed;
    },
  };
};

export interface Loop {
  readonly code: number | null;
  readonly output: string;
  readonly rounds: number;
}

/** Plays the demo against one API process again and again: at least once, and as long as there is time. */
export const playFor = async (system: System, url: string, milliseconds: number): Promise<Loop> => {
  const end = performance.now() + milliseconds;
  let rounds = 0;
  for (;;) {
    const { code, output } = await playOnce(system, url);
    rounds += 1;
    if (code !== 0 || performance.now() > end) return { code, output, rounds };
  }
};

const playOnce = (system: System, url: string): Promise<Omit<Loop, 'rounds'>> =>
  new Promise((resolve) => {
    const { environment, mailbox } = system;
    const demo = spawn(process.execPath, [CLI, 'demo', '--url', url, '--loop', '1', '--json'], {
      env: { ...withoutServers(process.env), ...environment, MAILBOX_URL: mailbox.pageUrl },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (text: string): void => {
      output += text;
    };
    demo.stdout.setEncoding('utf8').on('data', keep);
    demo.stderr.setEncoding('utf8').on('data', keep);
    demo.once('close', (code) => resolve({ code, output }));
  });
