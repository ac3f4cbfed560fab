// Runs a server that is no script of ours.
// Promises: the server stops when this process ends, also by kill -9 (a shell holds the other end of a pipe
// and sends the signal at its end); a Ctrl-C in the terminal does not reach it; its log goes straight to a
// file. Does not: know when it is ready, restart it.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync } from 'node:fs';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { ChildStartError } from './errors.js';
import { openLog, readLogTail } from './log-file.js';
import type { Exit, Running } from './running.js';

const TAIL_LINES = 50;

// fd 3 is our pipe. The first line printed is the server's pid; the exit code is the server's.
const watchdog = (signal: string): string =>
  [
    'exec 3<&0',
    '"$@" </dev/null >&2 3<&- & p=$!',
    'echo "$p"',
    `(exec >&2; read -r _ <&3; kill -${signal} "$p") & w=$!`,
    'wait "$p"; rc=$?; kill "$w" 2>/dev/null; exit "$rc"',
  ].join('\n');

export type SpawnWatchedOptions = Readonly<{
  /** Program and arguments. */
  command: readonly string[];
  cwd?: string;
  env: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** Appended to; renamed to `.1` when it is above 10 MB at the start. */
  logFile: string;
  /** What makes the server stop cleanly. */
  stopSignal: 'INT' | 'TERM';
  /** From that signal to SIGKILL. */
  stopTimeoutMs: number;
}>;

/** `pid` is the server's own. */
export type Watched = Running & Readonly<{ kill: () => void }>;

type Shell = Readonly<{ child: ChildProcess; stdin: Writable; stdout: Readable; exited: Promise<Exit> }>;

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

const spawnShell = (options: SpawnWatchedOptions): Shell => {
  const { command, cwd = '/', env, uid, gid, logFile, stopSignal } = options;
  const log = openLog(logFile);
  const logStart = fstatSync(log).size;
  const child = spawn('/bin/sh', ['-c', watchdog(stopSignal), 'sh', ...command], {
    ...{ cwd, env, detached: true, stdio: ['pipe', 'pipe', log] },
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  closeSync(log);
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new ChildStartError('no pipe to the server process', null, []);
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

const stopShell = async (shell: Shell, timeoutMs: number): Promise<void> => {
  shell.stdin.end();
  const timer = setTimeout(() => killGroup(shell), timeoutMs);
  await shell.exited;
  clearTimeout(timer);
};

const announcedPid = async ({ stdout, exited }: Shell): Promise<number> => {
  const first = await Promise.race([once(stdout, 'data'), exited.then(() => [])]);
  return Number(String(first[0] ?? ''));
};

/** Starts the server; its pid is 0 when it could not be started, and `exited` tells why. */
export const spawnWatched = async (options: SpawnWatchedOptions): Promise<Watched> => {
  const shell = spawnShell(options);
  return {
    pid: await announcedPid(shell),
    exited: shell.exited,
    stop: () => stopShell(shell, options.stopTimeoutMs),
    kill: () => killGroup(shell),
  };
};
