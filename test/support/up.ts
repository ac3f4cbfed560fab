import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

const SCRIPT = join(import.meta.dirname, '..', '..', 'src', 'main-up.js');

export type Child = 'api' | 'follow' | 'worker' | 'event store' | 'postgres' | 'redis' | 'mailbox' | 'model';

/** The all-in-one process on a data directory of its own, with the servers and roles it started. */
export interface Up {
  readonly url: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Process ids of a child, found by its command line. */
  pidOf(child: Child): number | undefined;
  /** kill -9 of a child. */
  kill(child: Child): void;
  /** Asks it to stop and resolves with its exit code when it has. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

const commandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

/** Processes whose command line or environment names this data directory. */
export const processesOf = (dataDir: string): readonly { pid: number; command: string }[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid: Number(pid), command: commandLine(pid), environment: environmentOf(pid) }))
    .filter(
      ({ command, environment }) =>
        command.includes(dataDir) || environment.includes(`DATA_DIR=${dataDir}\0`),
    )
    .filter(({ pid }) => pid !== process.pid);

const environmentOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
};

const SCRIPTS: Record<Exclude<Child, 'postgres'>, string> = {
  api: 'main-api.js',
  follow: 'main-follow.js',
  worker: 'main-worker.js',
  'event store': 'eventstore/process.js',
  redis: 'redis/process.js',
  mailbox: 'mailbox/process.js',
  model: 'model/process.js',
};

/** Where a server that is not a script of ours says its process id. */
const PID_FILES: Partial<Record<Child, readonly string[]>> = {
  postgres: ['postgres', 'postmaster.pid'],
  redis: ['redis', 'redis-server', 'redis.pid'],
};

const pidFromFile = (path: string): number | undefined => {
  try {
    return Number(readFileSync(path, 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
};

const pidIn = (dataDir: string, child: Child): number | undefined => {
  const file = PID_FILES[child];
  const pid = file && pidFromFile(join(dataDir, ...file));
  if (pid !== undefined || child === 'postgres') return pid;
  return processesOf(dataDir).find(({ command }) => command.includes(SCRIPTS[child]))?.pid;
};

/** These tests are about the embedded servers, also when the suite was given others by URL. */
export const withoutServers = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const {
    EVENTSTORE_URL: _log,
    DATABASE_URL: _database,
    DATABASE_OWNER_URL: _owner,
    ...others
  } = environment;
  const { REDIS_URL: _redis, CELERY_BROKER_URL: _queues, SMTP_URL: _mail, ...more } = others;
  const { OPENAI_BASE_URL: _model, OPENAI_API_KEY: _key, ...rest } = more;
  return rest;
};

/** Starts everything and resolves when the banner was printed; rejects with its output when it ends first. */
export const startUp = async (dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<Up> => {
  const port = Number(env['PORT'] ?? (await freePort()));
  const child = spawn(process.execPath, [SCRIPT], {
    env: { ...withoutServers(process.env), DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('Ctrl-C')) resolve();
      });
    }
  });
  const ended = exited.then((code) => Promise.reject(new Error(`ended with ${String(code)}: ${output}`)));
  ended.catch(() => undefined);
  await Promise.race([ready, ended]);
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    process: child,
    output: () => output,
    pidOf: (name) => pidIn(dataDir, name),
    kill: (name) => {
      const pid = pidIn(dataDir, name);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
};
