import { spawn } from 'node:child_process';
import type { Launcher } from './launcher.js';

export type RunResult = Readonly<{ code: number | null; output: readonly string[] }>;

export type RunOptions = Readonly<{
  launcher: Launcher;
  argv: readonly string[];
  input?: string;
  timeoutMs: number;
}>;

/**
 * The environment of every Postgres process. Nothing of ours is inherited: PGDATA, LD_LIBRARY_PATH or a
 * locale of the person who starts the program would change what Postgres does.
 */
export const postgresEnv = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
});

/**
 * Runs a command to its end as the launcher says; both outputs come back as lines. A command that could not
 * be spawned, or that took longer than `timeoutMs` (it is killed), has code null and says so in its output.
 */
export const run = ({ launcher, argv, input = '', timeoutMs }: RunOptions): Promise<RunResult> =>
  new Promise((resolve) => {
    const [command = '', ...args] = [...launcher.prefix, ...argv];
    const child = spawn(command, args, { cwd: '/', env: postgresEnv(), ...launcher.ids });
    let text = '';
    const collect = (chunk: Buffer) => {
      text += chunk.toString('utf8');
    };
    const finish = (code: number | null, last: string) => {
      clearTimeout(timer);
      resolve({ code, output: `${text}\n${last}`.split('\n').filter((line) => line.trim() !== '') });
    };
    const timer = setTimeout(() => {
      text += `\nno answer within ${timeoutMs / 1000} s`;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    // A command that ends without reading its input breaks the pipe; how it ended is reported below.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.once('error', (error) => finish(null, error.message));
    child.once('close', (code) => finish(code, ''));
  });
