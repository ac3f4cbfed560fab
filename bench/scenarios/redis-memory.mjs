import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..', '..');
const BATCH = 1_000;

/** Memory of a process in MB: what is in RAM of what it uses. */
const residentMb = (pid) => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) / 1024;
};

/** Memory of the built-in Redis before and with so many jobs waiting in a Bull queue. */
export const redisMemory = async ({ queued, say }) => {
  const { startRedis } = await import(
    pathToFileURL(join(root, 'dist', 'src', 'embedded', 'redis', 'server.js')).href
  );
  const { default: Bull } = await import(pathToFileURL(join(root, 'node_modules', 'bull', 'index.js')).href);
  const folder = mkdtempSync(join(tmpdir(), 'aidesign-bench-redis-'));
  const redis = await startRedis({
    dataDir: join(folder, 'redis'),
    port: 0,
    logFile: join(folder, 'redis.log'),
    prefer: 'built-in',
  });
  const queue = new Bull('bench', redis.url);
  await queue.isReady();
  const empty = residentMb(redis.pid);
  for (let from = 0; from < queued; from += BATCH) {
    const names = Array.from({ length: Math.min(BATCH, queued - from) }, (_, index) => from + index);
    const options = { attempts: 1, removeOnComplete: true, removeOnFail: true };
    await queue.addBulk(
      names.map((n) => ({ data: { key: `bench.${n}` }, opts: { ...options, jobId: `bench.${n}#1` } })),
    );
  }
  const full = residentMb(redis.pid);
  await queue.close();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
  say(`built-in Redis: ${empty.toFixed(0)} MB empty, ${full.toFixed(0)} MB with ${queued} jobs`);
  return { queued, empty, full };
};
