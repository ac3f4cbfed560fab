// Runs the Postgres server process and knows when it is ready and when it is gone.
// Promises: the server stops when this process ends, also by kill -9 (a shell holds the other end of a pipe
// and sends SIGINT at its end); a Ctrl-C in the terminal does not reach it; its log goes straight to a file.
// Does not: restart it. Fails with PostgresError that holds the last log lines.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { openLog, readLogTail } from '../supervise/log-file.js';
import type { Exit } from '../supervise/running.js';
import { PostgresError, failure } from './errors.js';
import type { Home } from './home.js';
import { readPidFile } from './pid-file.js';
import { postgresEnv } from './run.js';
import { settingArgs } from './settings.js';

const TAIL_LINES = 50;
const POLL_MS = 15;
// Recovery after a crash reads the whole journal since the last checkpoint, up to a gigabyte.
const READY_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 60_000;

// fd 3 is our pipe. The first line printed is the server's pid; the exit code is the server's.
const WATCHDOG = [
  'exec 3<&0',
  '"$@" </dev/null >&2 3<&- & p=$!',
  'echo "$p"',
  '(exec >&2; read -r _ <&3; kill -INT "$p") & w=$!',
  'wait "$p"; rc=$?; kill "$w" 2>/dev/null; exit "$rc"',
].join('\n');

type Shell = Readonly<{ child: ChildProcess; stdin: Writable; stdout: Readable; exited: Promise<Exit> }>;

export type Postmaster = Readonly<{
  pid: number;
  exited: Promise<Exit>;
  stop: () => Promise<void>;
  kill: () => void;
}>;

export type PostmasterOptions = Readonly<{ home: Home; port: number; durable: boolean; logFile: string }>;

const SIGNALS: Readonly<Record<number, NodeJS.Signals>> = {
  3: 'SIGQUIT',
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
};

/** The shell tells a death by signal n as exit code 128 + n. */
const exitOf = (code: number | null, signal: NodeJS.Signals | null, logTail: readonly string[]): Exit => {
  const inner = code === null ? undefined : SIGNALS[code - 128];
  return inner === undefined ? { code, signal, logTail } : { code: null, signal: inner, logTail };
};

const spawnShell = ({ home, port, durable, logFile }: PostmasterOptions): Shell => {
  const log = openLog(logFile);
  const logStart = fstatSync(log).size;
  const server = [...home.launcher.prefix, home.binaries.postgres, '-D', home.dataDir];
  const child = spawn('/bin/sh', ['-c', WATCHDOG, 'sh', ...server, ...settingArgs(port, durable)], {
    cwd: '/',
    env: postgresEnv(),
    detached: true,
    stdio: ['pipe', 'pipe', log],
    ...home.launcher.ids,
  });
  closeSync(log);
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new PostgresError('Postgres: no pipe to the server process');
  // Ending the pipe of a shell that is gone already fails; what counts is `exited`.
  stdin.on('error', () => undefined);
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, logTail: [error.message] }));
    child.once('exit', (code, signal) =>
      resolve(exitOf(code, signal, readLogTail(logFile, TAIL_LINES, logStart))),
    );
  });
  return { child, stdin, stdout, exited };
};

const killGroup = ({ child }: Shell): void => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, 'SIGKILL');
};

const stopShell = async (shell: Shell): Promise<void> => {
  shell.stdin.end();
  const timer = setTimeout(() => killGroup(shell), STOP_TIMEOUT_MS);
  await shell.exited;
  clearTimeout(timer);
};

const announcedPid = async ({ stdout, exited }: Shell): Promise<number> => {
  const first = await Promise.race([once(stdout, 'data'), exited.then(() => [])]);
  return Number(String(first[0] ?? ''));
};

const isReady = async (dataDir: string, pid: number, port: number): Promise<boolean> => {
  const found = await readPidFile(dataDir);
  return found?.pid === pid && found.port === port && found.status === 'ready';
};

/** Starts the server on a port that is known to be free and resolves when it takes connections. */
export const startPostmaster = async (options: PostmasterOptions): Promise<Postmaster> => {
  const shell = spawnShell(options);
  const { exited } = shell;
  let gone: Exit | undefined;
  void exited.then((exit) => {
    gone = exit;
  });
  const pid = await announcedPid(shell);
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isReady(options.home.dataDir, pid, options.port))) {
    if (Date.now() > deadline) killGroup(shell);
    await Promise.race([exited, delay(POLL_MS)]);
    if (gone !== undefined) throw failure('the server did not start', gone.logTail);
  }
  return { pid, exited, stop: () => stopShell(shell), kill: () => killGroup(shell) };
};
