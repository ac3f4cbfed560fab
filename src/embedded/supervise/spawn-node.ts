// Runs a script of ours in a Node process of its own.
// Promises: resolves when the child says it is ready, with what it said; a Ctrl-C in the terminal reaches
// only us; the child can tell that we are gone by the end of its stdin (see when-orphaned.ts); its output
// goes to a log file and its last 50 lines are kept. Does not: restart it. Fails with ChildStartError when
// the child ends or stays silent first.
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { ChildStartError } from './errors.js';
import { openLog } from './log-file.js';
import type { Exit, Running } from './running.js';

const TAIL_LINES = 50;
const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;
// Output that is still in the pipe when the process is gone; a grandchild may keep the pipe open for ever.
const DRAIN_MS = 500;

export type SpawnNodeOptions = Readonly<{
  name: string;
  /** Path of the script. */
  script: string;
  args?: readonly string[];
  /** Added to our environment; undefined takes a variable away. */
  env?: NodeJS.ProcessEnv;
  /** Appended to; renamed to `.1` when it is above 10 MB at the start. */
  logFile: string;
  /** Default 30 s. */
  readyTimeoutMs?: number;
  /** From SIGTERM to SIGKILL; default 10 s. */
  stopTimeoutMs?: number;
}>;

/** The line `{"ready":true,...}` that the child printed. */
export type ReadyMessage = Readonly<Record<string, unknown>>;

export type NodeChild = Running & Readonly<{ ready: ReadyMessage; kill: () => void }>;

type Pipes = Readonly<{ child: ChildProcess; stdin: Writable; stdout: Readable; stderr: Readable }>;

const parseReady = (line: string): ReadyMessage | undefined => {
  if (!line.startsWith('{') || !line.includes('"ready"')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'ready' in value && value.ready === true
      ? { ...value }
      : undefined;
  } catch {
    return undefined;
  }
};

/** Throws ChildStartError when the operating system refuses to make the process. */
const launch = ({ script, args = [], env = {}, name }: SpawnNodeOptions): Pipes => {
  const child = spawn(process.execPath, [script, ...args], {
    detached: true,
    env: { ...process.env, ...env, AIDESIGN_WATCHDOG: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { stdin, stdout, stderr } = child;
  // The pipe breaks when the child dies, which is told by `exited`.
  stdin.on('error', () => undefined);
  // A failed spawn has no pid, which is looked at here; a failed signal leaves the process to its own exit.
  child.on('error', () => undefined);
  if (child.pid === undefined) throw new ChildStartError(`${name} could not be spawned`, null, []);
  return { child, stdin, stdout, stderr };
};

type Output = Readonly<{ ready: Promise<ReadyMessage>; tail: () => readonly string[]; end: () => void }>;

/** Copies both outputs line by line to the log and keeps the last lines; `ready` may never resolve. */
const follow = ({ stdout, stderr }: Pipes, logFile: string): Output => {
  const log = createWriteStream(logFile, { fd: openLog(logFile) });
  // A full disk costs log lines, not the program.
  log.on('error', () => undefined);
  let tail: readonly string[] = [];
  const keep = (line: string) => {
    log.write(`${line}\n`);
    if (line.trim() !== '') tail = [...tail, line].slice(-TAIL_LINES);
  };
  createInterface({ input: stderr }).on('line', keep);
  const lines = createInterface({ input: stdout }).on('line', keep);
  const ready = new Promise<ReadyMessage>((resolve) => {
    const look = (line: string) => {
      const message = parseReady(line);
      if (message === undefined) return;
      lines.off('line', look);
      resolve(message);
    };
    lines.on('line', look);
  });
  return { ready, tail: () => tail, end: () => log.end() };
};

const whenGone = ({ child }: Pipes, { tail, end }: Output): Promise<Exit> =>
  new Promise((resolve) => {
    const closed = new Promise<void>((done) => {
      child.once('close', () => done());
    });
    child.once('exit', (code, signal) => {
      const drained = new AbortController();
      const limit = delay(DRAIN_MS, undefined, { signal: drained.signal }).catch(() => undefined);
      void Promise.race([closed, limit]).then(() => {
        drained.abort();
        end();
        resolve({ code, signal, logTail: tail() });
      });
    });
  });

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const killGroup = (child: ChildProcess): void => {
  if (child.pid !== undefined && !isGone(child)) process.kill(-child.pid, 'SIGKILL');
};

const stopChild = async (child: ChildProcess, exited: Promise<Exit>, timeoutMs: number): Promise<void> => {
  if (!isGone(child)) child.kill('SIGTERM');
  const timer = setTimeout(() => killGroup(child), timeoutMs);
  await exited;
  clearTimeout(timer);
};

type Waiting = Readonly<{ options: SpawnNodeOptions; child: ChildProcess; exited: Promise<Exit> }>;

/** The ready message; a child that ends first, or takes too long (it is killed), is an error. */
const readyOrThrow = async (ready: Promise<ReadyMessage>, { options, child, exited }: Waiting) => {
  const { name, readyTimeoutMs = READY_TIMEOUT_MS } = options;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    killGroup(child);
  }, readyTimeoutMs);
  const failed = exited.then((exit): never => {
    const how = late
      ? `${name} was not ready within ${readyTimeoutMs / 1000} s`
      : `${name} ended before it was ready (${exit.signal ?? `code ${exit.code}`})`;
    throw new ChildStartError(how, late ? null : exit.code, exit.logTail);
  });
  try {
    return await Promise.race([ready, failed]);
  } finally {
    clearTimeout(timer);
    // The child's end is no failure any more once it has been ready.
    failed.catch(() => undefined);
  }
};

/** Starts the script and resolves when it has printed its ready line. */
export const spawnNode = async (options: SpawnNodeOptions): Promise<NodeChild> => {
  const pipes = launch(options);
  const { child } = pipes;
  const output = follow(pipes, options.logFile);
  const exited = whenGone(pipes, output);
  const ready = await readyOrThrow(output.ready, { options, child, exited });
  const stop = () => stopChild(child, exited, options.stopTimeoutMs ?? STOP_TIMEOUT_MS);
  return { pid: child.pid ?? 0, ready, exited, stop, kill: () => killGroup(child) };
};
