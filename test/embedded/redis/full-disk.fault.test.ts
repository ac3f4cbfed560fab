import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { connectTo } from './open-queue.js';
import { newFolder, removeFolder, say, until } from './support.js';

const ENTRY = fileURLToPath(new URL('../../../src/embedded/redis/process.js', import.meta.url));
const FULL = 'MISCONF Errors writing to the AOF file: No space left on device';

/** Starts the server with a limit on the size of its files: a full disk that needs no disk. */
const start = async (
  folder: string,
  limit: string,
): Promise<{ child: ChildProcessWithoutNullStreams; url: string }> => {
  const script = `ulimit -S -f ${limit}; exec "$@"`;
  const command = [process.execPath, ENTRY, '--data', folder, '--port', '0'];
  const child = spawn('sh', ['-c', script, 'sh', ...command]);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { port } = JSON.parse(line.toString()) as { port: number };
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  return { child, url: `redis://:${password}@127.0.0.1:${port}` };
};

const stop = async (child: ChildProcessWithoutNullStreams): Promise<void> => {
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
};

describe('redis, built-in: a disk that is full', () => {
  const folder = newFolder();
  const acknowledged: string[] = [];
  let server: Awaited<ReturnType<typeof start>>;
  let client: Redis;

  before(async function () {
    if (process.platform !== 'linux') this.skip();
    server = await start(folder, '500');
    client = connectTo(server.url);
  });
  after(async () => {
    client.disconnect();
    await stop(server.child);
    removeFolder(folder);
  });

  it('refuses the change that finds no room', async () => {
    let reply: unknown = 'OK';
    for (let n = 0; reply === 'OK'; n += 1) {
      reply = await say(client, `SET key-${n} ${'x'.repeat(5000)}`);
      if (reply === 'OK') acknowledged.push(`key-${n}`);
    }
    expect([reply, acknowledged.length > 10]).to.deep.equal([FULL, true]);
  });

  it('refuses later changes', async () => {
    expect(await say(client, 'LPUSH list a')).to.equal(FULL);
  });

  it('refuses changes by scripts', async () => {
    expect(
      await client.eval("return redis.pcall('SET', 'a', 'b')", 0).catch((error) => error.message),
    ).to.equal(FULL);
  });

  it('goes on reading', async () => {
    expect(await client.exists(acknowledged)).to.equal(acknowledged.length);
  });

  it('takes changes again when there is room', async () => {
    execFileSync('prlimit', ['--pid', String(server.child.pid), '--fsize=unlimited']);
    await until(async () => (await say(client, 'SET room yes')) === 'OK');
  });

  it('finds everything that was acknowledged after a restart', async () => {
    client.disconnect();
    await stop(server.child);
    server = await start(folder, 'unlimited');
    client = connectTo(server.url);
    expect(await client.exists([...acknowledged, 'room'])).to.equal(acknowledged.length + 1);
  });
});
