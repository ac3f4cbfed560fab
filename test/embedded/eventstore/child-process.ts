// Runs the event store as the process it is in production.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../../src/embedded/eventstore/process.js', import.meta.url));

export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  readonly port: number;
  readonly url: string;
  /** What it has written to stderr so far. */
  told(): string;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Launch {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Largest file the process may write, in KiB: a full disk that needs no disk. */
  readonly fileLimit?: number;
  /** The user the process runs as. */
  readonly uid?: number;
  /** A program that runs the process, with its arguments; it has to leave the process itself as our child. */
  readonly under?: readonly string[];
}

const launch = ({ args, env = {}, fileLimit, uid, under = [] }: Launch): ChildProcessWithoutNullStreams => {
  const command = [...under, process.execPath, ENTRY, ...args];
  const options = { env: { ...process.env, ...env }, ...(uid === undefined ? {} : { uid, gid: uid }) };
  if (fileLimit === undefined) return spawn(command[0] ?? '', command.slice(1), options);
  const script = `ulimit -S -f ${String(fileLimit * 2)}; exec "$@"`;
  return spawn('sh', ['-c', script, 'sh', ...command], options);
};

/** Waits for the process to end by itself. */
export const finished = async (child: ChildProcessWithoutNullStreams): Promise<Finished> => {
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (output.stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output.stderr += text.toString()));
  await once(child, 'close');
  return { code: child.exitCode, ...output };
};

/** Starts a process that is expected to refuse. */
export const startRefused = (launched: Launch): Promise<Finished> => finished(launch(launched));

/** Starts a process and waits until it serves. */
export const startChild = async (launched: Launch): Promise<Child> => {
  const child = launch(launched);
  let told = '';
  child.stderr.on('data', (text: Buffer) => (told += text.toString()));
  const ready = await Promise.race([
    once(child.stdout, 'data').then(([line]: Buffer[]) => line?.toString() ?? ''),
    finished(child).then(({ stderr }) => {
      throw new Error(`It did not start: ${stderr}`);
    }),
  ]);
  const { port } = JSON.parse(ready) as { port: number };
  return {
    process: child,
    port,
    url: `esdb://127.0.0.1:${String(port)}?tls=false`,
    told: () => told,
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
      return child.exitCode;
    },
  };
};
