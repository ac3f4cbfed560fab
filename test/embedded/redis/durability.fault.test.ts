import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import type { EmbeddedRedis } from '#embedded/redis/server.js';
import { connectTo, openQueue } from './open-queue.js';
import { kinds, newFolder, removeFolder, startOn, until } from './support.js';

/** A server of its own that can be ended and started again on its folder. */
const useServer = (kind: (typeof kinds)[number]) => {
  const folder = newFolder();
  let server: EmbeddedRedis | undefined;
  let client: Redis | undefined;
  const end = async (how: 'stop' | 'kill'): Promise<void> => {
    client?.disconnect();
    if (how === 'kill') server?.kill();
    await (how === 'kill' ? server?.exited : server?.stop());
    server = undefined;
  };
  const start = async (): Promise<Redis> => {
    server = await startOn(folder, kind);
    client = connectTo(server.url);
    return client;
  };
  after(async () => {
    await end('stop');
    removeFolder(folder);
  });
  return { folder, start, end, url: () => server?.url ?? '' };
};

for (const kind of kinds) {
  describe(`redis, ${kind}: restarts`, function () {
    this.timeout(30_000);
    const { start, end, url } = useServer(kind);

    it('finds everything again after a stop', async () => {
      const client = await start();
      await client.multi().set('text', 'x').rpush('list', 'a', 'b').hset('hash', 'f', 'v').exec();
      await client.multi().sadd('set', 'm').zadd('zset', 1.5, 'm').expire('text', 1000).exec();
      await end('stop');
      const again = await start();
      const found = [
        await again.lrange('list', 0, -1),
        await again.hgetall('hash'),
        await again.smembers('set'),
        await again.zrange('zset', 0, -1, 'WITHSCORES'),
        (await again.ttl('text')) > 900,
      ];
      expect(found).to.deep.equal([['a', 'b'], { f: 'v' }, ['m'], ['m', '1.5'], true]);
    });

    it('loses no job that was acknowledged, when it is killed in the middle of many', async () => {
      const name = 'crash';
      await end('stop');
      await start();
      // A job taken at the moment of the kill stays locked: for as long as this, also after the restart.
      const settings = { stalledInterval: 100, lockDuration: 1000 };
      const first = openQueue(url(), name, { settings });
      const acknowledged = new Set<string>();
      const done = new Set<string>();
      void first.queue.process(5, async ({ id }) => void done.add(String(id)));
      const adding = Array.from({ length: 600 }, (_, n) =>
        first.queue.add({ n }).then(
          ({ id }) => acknowledged.add(String(id)),
          () => undefined,
        ),
      );
      await until(() => done.size >= 50);
      await end('kill');
      await first.end();
      await Promise.all(adding);
      await start();
      const second = openQueue(url(), name, { settings });
      void second.queue.process(5, async ({ id }) => void done.add(String(id)));
      const missing = () => [...acknowledged].filter((id) => !done.has(id));
      try {
        await until(() => missing().length === 0);
      } finally {
        await second.end();
      }
      expect([acknowledged.size > 50, missing()]).to.deep.equal([true, []]);
    });
  });
}

describe('redis, built-in: its append-only file', function () {
  this.timeout(30_000);
  const { folder, start, end } = useServer('built-in');
  const file = join(folder, 'built-in', 'appendonly.aof');

  it('is written before the answer', async () => {
    const client = await start();
    await client.set('a', '1');
    expect(readFileSync(file, 'latin1')).to.equal('*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n');
  });

  it('is read up to a command that was cut off', async () => {
    await end('stop');
    appendFileSync(file, '*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$10\r\n12');
    const client = await start();
    expect(await client.mget('a', 'b')).to.deep.equal(['1', null]);
  });

  it('is written anew at the start, without what is over', async () => {
    await end('stop');
    writeFileSync(file, '');
    const client = await start();
    for (let n = 0; n < 100; n += 1) await client.incr('n');
    await end('stop');
    const before = statSync(file).size;
    await start();
    expect(statSync(file).size).to.be.below(before / 20);
  });

  it('leaves out a transaction that was cut off', async () => {
    await end('stop');
    const whole = statSync(file).size;
    const client = await start();
    await client.multi().set('x', 1).set('y', 2).exec();
    await end('stop');
    expect(statSync(file).size).to.be.above(whole);
    truncateSync(file, statSync(file).size - 5);
    const again = await start();
    expect(await again.mget('x', 'y', 'n')).to.deep.equal([null, null, '100']);
  });

  it('that is damaged elsewhere is refused with a clear word', async () => {
    await end('stop');
    writeFileSync(file, 'garbage\r\n*3\r\n!');
    const message = await start().then(
      () => 'it started',
      (error: Error) => error.message,
    );
    expect(message).to.match(/appendonly\.aof is damaged behind byte \d+ .*move it away to start empty/);
  });

  it('can be written anew while commands go on', async () => {
    writeFileSync(file, '');
    const client = await start();
    const fill = client.pipeline();
    for (let n = 0; n < 20_000; n += 1) fill.rpush(`list-${n % 500}`, 'some text '.repeat(8));
    await fill.exec();
    await client.del('list-0', 'list-1');
    const old = statSync(file).ino;
    const rewriting = client.call('BGREWRITEAOF');
    const counting = Array.from({ length: 2000 }, (_, n) => client.rpush(`list-${n % 500}`, String(n)));
    await Promise.all([rewriting, ...counting]);
    await until(() => statSync(file).ino !== old);
    const length = await client.llen('list-0');
    await end('kill');
    const again = await start();
    const sizes = await Promise.all([again.dbsize(), again.llen('list-0'), again.lindex('list-499', -1)]);
    expect(sizes).to.deep.equal([500, length, '1999']);
  });
});
