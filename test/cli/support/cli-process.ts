import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SCRIPT = resolve('dist/src/main-cli.js');
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR'];

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliProcess {
  readonly ended: Promise<Ended>;
  /** The next line of standard output that was not taken yet; fails when the process ends first. */
  line(): Promise<string>;
  /** What was written to standard error so far. */
  errors(): string;
  interrupt(): void;
}

/** Starts `aidesign` with nothing of this process's settings. */
export const startCli = (words: readonly string[], environment: Record<string, string> = {}): CliProcess => {
  const passed = PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  const child = spawn(process.execPath, [SCRIPT, ...words], {
    env: { ...(Object.fromEntries(passed) as Record<string, string>), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<Ended>((done) => {
    child.once('close', (code) => done({ code, out, err }));
  });
  return {
    ended,
    line: async () => {
      const next = await lines.next();
      if (next.done) throw new Error(`aidesign ${words.join(' ')} ended: ${err}`);
      return next.value;
    },
    errors: () => err,
    interrupt: () => child.kill('SIGINT'),
  };
};

/** Runs `aidesign` to its end. */
export const runCli = (words: readonly string[], environment: Record<string, string> = {}): Promise<Ended> =>
  startCli(words, environment).ended;

/** A folder for a test's data, outside the checkout. */
export const makeDataDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'aidesign-cli-'));

export const removeDataDir = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
