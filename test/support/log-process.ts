import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(import.meta.resolve('#embedded/eventstore/process.js'));

/** The embedded event store in a process of its own, on one folder and one port for all its lives. */
export interface LogProcess {
  readonly url: string;
  readonly port: number;
  start(): Promise<void>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  /** The process stands still (SIGSTOP): its connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
}

interface Life {
  readonly child: ChildProcess;
  readonly port: number;
}

const launch = async (dataDir: string, port: number): Promise<Life> => {
  const args = [SCRIPT, '--data', dataDir, '--port', String(port), '--no-sync'];
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, AIDESIGN_WATCHDOG: '1' },
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const ready = JSON.parse(line.toString()) as { port: number };
  return { child, port: ready.port };
};

export const startLogProcess = async (dataDir: string): Promise<LogProcess> => {
  let { child, port } = await launch(dataDir, 0);
  return {
    port,
    url: `esdb://127.0.0.1:${port}?tls=false`,
    start: async () => {
      ({ child, port } = await launch(dataDir, port));
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
};
