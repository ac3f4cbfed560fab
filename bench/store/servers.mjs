// The servers that are measured, each in a process of its own, on a fresh folder beside the project.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { newDataDir, removeDataDir } from '../lib/stack.mjs';

const root = join(import.meta.dirname, '..', '..');
const dist = join(root, 'dist', 'src', 'embedded');

const startNode = async (script, args) => {
  const env = { ...process.env, AIDESIGN_WATCHDOG: '1' };
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const { port } = JSON.parse(line);
  const stop = async () => {
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  };
  return { url: `esdb://127.0.0.1:${port}?tls=false`, pid: child.pid, stop };
};

/** The embedded event store, durable. */
export const startStore = async () => {
  const dataDir = newDataDir();
  const args = ['--data', dataDir, '--port', '0'];
  const server = await startNode(join(dist, 'eventstore', 'process.js'), args);
  return { ...server, stop: () => server.stop().finally(() => removeDataDir(dataDir)) };
};

/** A server that answers the same calls with canned bytes; `count` = events of a read. */
export const startCanned = (count) =>
  startNode(join(import.meta.dirname, '..', 'baseline', 'canned-server.mjs'), [String(count)]);

/** Postgres with its durable settings. */
export const startDatabase = async () => {
  const { startPostgres } = await import(join(dist, 'postgres', 'server.js'));
  const dataDir = newDataDir();
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres'), durable: true });
  return { url: server.ownerUrl, appUrl: server.appUrl, stop: () => server.stop().finally(() => removeDataDir(dataDir)) };
};

/** A follower as `npm start` runs it; it follows until it is stopped. */
export const startFollow = ({ log, database }) => {
  const env = {
    ...process.env,
    ...{ AIDESIGN_WATCHDOG: '1', LOG_LEVEL: 'error' },
    ...{ EVENTSTORE_URL: log, DATABASE_URL: database },
  };
  const script = join(root, 'dist', 'src', 'main-follow.js');
  const child = spawn(process.execPath, [script], { env, stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  return {
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
};
