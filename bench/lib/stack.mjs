// The whole backend as `npm start` runs it, on a data directory and a port of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = join(import.meta.dirname, '..', '..');
const READY_MS = 120_000;
const POLL_MS = 5;

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** A new data directory on the disk the project is on, where `npm start` would put its own. */
export const newDataDir = () => {
  const parent = join(import.meta.dirname, '..', '.data');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'run-'));
};

export const removeDataDir = (dataDir) => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });

const isReady = async (url) => {
  try {
    const response = await fetch(`${url}/health/ready/`);
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
};

/** Load comes from few accounts and one address: counted as in production, never refused. */
const HIGH_LIMITS = Object.fromEntries(
  ['ANONYMOUS', 'READS', 'WRITES', 'AI', 'SIGN_IN', 'SIGN_IN_ADDRESS', 'SIGN_IN_ACCOUNT'].map((name) => [
    `RATE_${name}`,
    '1000000000',
  ]),
);

/** Starts everything; `readyMs` is the time until `GET /health/ready/` answered 200. */
export const startStack = async (dataDir, env = {}) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, 'dist', 'src', 'main-up.js')], {
    cwd: root,
    env: { ...process.env, ...HIGH_LIMITS, ...env, DATA_DIR: dataDir, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  while (!(await isReady(url))) {
    if (child.exitCode !== null || performance.now() - started > READY_MS) {
      child.kill('SIGKILL');
      throw new Error(`The backend did not become ready:\n${output}`);
    }
    await pause(POLL_MS);
  }
  const readyMs = performance.now() - started;
  return { url, dataDir, readyMs, stop, environment: () => environmentOf(dataDir), pid: child.pid };
};

/** The addresses of the servers; written a moment after the API is ready. */
const environmentOf = async (dataDir) => {
  for (;;) {
    try {
      return JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')).environment;
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      await pause(20);
    }
  }
};
