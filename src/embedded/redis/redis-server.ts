// A real redis-server from PATH as a child.
// Promises: own folder, password and settings, nothing of the system's; ends with us, also by kill -9. What
// was answered survives a crash of the process; a power cut costs one second. Does not: restart it. Fails
// with RedisError that holds the last log lines.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLine, isAlive } from '../supervise/process-info.js';
import type { Exit } from '../supervise/running.js';
import { spawnWatched, type Watched } from '../supervise/spawn-watched.js';
import { ask } from './ask.js';
import { RedisError } from './errors.js';
import { ensurePassword } from './password.js';

const HOST = '127.0.0.1';
const PID_FILE = 'redis.pid';
const POLL_MS = 15;
const ATTEMPTS = 5;
// A large file is loaded first.
const READY_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 30_000;

export type RedisServerOptions = Readonly<{ dataDir: string; port: number; logFile: string }>;
export type RedisServer = Watched & Readonly<{ port: number; password: string }>;

/** Is there a redis-server on PATH that runs? */
export const hasRedisServer = (): boolean =>
  spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

const freePort = (wanted: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', () =>
      reject(new RedisError(`Redis: port ${wanted} on ${HOST} is used by another program: choose another`)),
    );
    server.listen({ port: wanted, host: HOST, exclusive: true }, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** The settings, in a file of ours: a password among the arguments would be seen by everyone. */
const writeConfig = (dataDir: string, port: number, password: string): string => {
  const file = join(dataDir, 'redis.conf');
  const settings = {
    ...{ bind: HOST, port, dir: JSON.stringify(dataDir), requirepass: password, daemonize: 'no' },
    pidfile: JSON.stringify(join(dataDir, PID_FILE)),
    ...{ appendonly: 'yes', appendfsync: 'everysec', save: '""', 'maxmemory-policy': 'noeviction' },
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  chmodSync(file, 0o600);
  return file;
};

const answers = async (port: number, password: string): Promise<boolean> =>
  (await ask(port, [['AUTH', password], ['PING']])) === '+OK\r\n+PONG\r\n';

const whenReady = async (server: Watched, isReady: () => Promise<boolean>): Promise<Exit | undefined> => {
  let gone: Exit | undefined;
  void server.exited.then((exit) => {
    gone = exit;
  });
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isReady())) {
    if (Date.now() > deadline) server.kill();
    await Promise.race([server.exited, delay(POLL_MS)]);
    if (gone !== undefined) break;
  }
  return gone;
};

const runs = (pid: number): boolean =>
  Number.isInteger(pid) && isAlive(pid) && commandLine(pid).includes('redis-server');

/** One whose parent was killed is about to end; two must never write the same files. */
const waitForLeftover = async (dataDir: string): Promise<void> => {
  const text = await readFile(join(dataDir, PID_FILE), 'utf8').catch(() => '');
  const pid = Number(text.trim() || Number.NaN);
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  if (runs(pid)) process.kill(pid, 'SIGTERM');
  while (runs(pid)) {
    if (Date.now() > deadline)
      throw new RedisError(
        `Redis: an older server (process ${pid}) on ${dataDir} does not stop: end it first`,
      );
    await delay(POLL_MS);
  }
};

const start = async (options: RedisServerOptions): Promise<RedisServer> => {
  const { dataDir, logFile } = options;
  const port = await freePort(options.port);
  const password = ensurePassword(join(dataDir, 'password'));
  const config = writeConfig(dataDir, port, password);
  const server = await spawnWatched({
    command: ['redis-server', config],
    cwd: dataDir,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    logFile,
    stopSignal: 'TERM',
    stopTimeoutMs: STOP_TIMEOUT_MS,
  });
  const gone = await whenReady(server, () => answers(port, password));
  if (gone === undefined) return { ...server, port, password };
  throw new RedisError(
    `Redis: the server did not start: ${gone.logTail.at(-1) ?? 'no reason given'}`,
    gone.logTail,
  );
};

const tookOurPort = (error: unknown): boolean =>
  error instanceof RedisError && /Address already in use/.test(error.logTail.join('\n'));

/** Starts redis-server on its folder (made if missing) and resolves when it answers. */
export const startRedisServer = async (options: RedisServerOptions): Promise<RedisServer> => {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  await waitForLeftover(options.dataDir);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(options);
    } catch (error) {
      // Somebody was faster on the free port we found.
      if (options.port !== 0 || attempt === ATTEMPTS || !tookOurPort(error)) throw error;
    }
  }
};
