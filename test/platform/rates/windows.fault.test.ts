import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createWindows, type CountedBy, type Limit, type Windows } from '#platform/rates/windows.js';
import { connectRedis, whenReady } from '#platform/redis/connect-redis.js';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.js';
import { startRedisProcess, type RedisProcess } from '#test/support/redis-process.js';

const logger = { info: () => undefined, warn: () => undefined };
const limitOf = (name: string): Limit => ({ name, most: 3, seconds: 3600 });

const allowedOf = async (windows: Windows, limit: Limit, times: number): Promise<number> => {
  let allowed = 0;
  for (let i = 0; i < times; i += 1) if ((await windows.take(limit, 'somebody')).allowed) allowed += 1;
  return allowed;
};

describe('S6 F11 limits that processes share through Redis', () => {
  let folder: string;
  let redis: RedisProcess;
  let proxy: FaultProxy;
  let clients: Redis[] = [];
  let time = 0;
  let changes: CountedBy[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aidesign-rates-'));
    redis = await startRedisProcess(folder);
    proxy = await startFaultProxy(redis.url);
  });
  after(async () => {
    await proxy.close();
    await redis.kill();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    changes = [];
  });
  afterEach(() => {
    clients.splice(0).forEach((client) => client.disconnect());
    clients = [];
  });

  /** However busy this machine is, an answer comes in time, where the test is not about its absence. */
  const connected = async (answerMs = 20_000): Promise<{ windows: Windows; client: Redis }> => {
    const client = connectRedis({ url: proxy.url, name: 'test:rates', use: 'hurried', answerMs, logger });
    clients.push(client);
    await whenReady(client, AbortSignal.timeout(20_000));
    const onChange = (by: CountedBy): void => void changes.push(by);
    return { client, windows: createWindows({ redis: client, now: () => time, onChange }) };
  };

  it('count what all of them let through', async () => {
    const [one, other] = [await connected(), await connected()];
    const limit = limitOf('shared');
    expect(await allowedOf(one.windows, limit, 2)).to.equal(2);
    expect(await allowedOf(other.windows, limit, 5)).to.equal(1);
  });

  it('hold at once for requests that come together', async () => {
    const { windows } = await connected();
    const taken = await Promise.all(
      Array.from({ length: 50 }, () => windows.take(limitOf('together'), 'somebody')),
    );
    expect(taken.filter(({ allowed }) => allowed)).to.have.length(3);
  });

  it('hold in this process while Redis refuses connections, and say so once', async () => {
    const { windows } = await connected();
    proxy.refuse();
    expect(await allowedOf(windows, limitOf('refused'), 20)).to.equal(3);
    proxy.heal();
    expect(changes).to.deep.equal(['process']);
  });

  it('hold in this process while Redis takes everything and says nothing', async () => {
    const { windows } = await connected(50);
    proxy.blackHole();
    expect(await allowedOf(windows, limitOf('silent'), 20)).to.equal(3);
    proxy.heal();
    expect(changes).to.deep.equal(['process']);
  });

  it('are shared again when Redis is back', async () => {
    const { windows, client } = await connected();
    proxy.refuse();
    await allowedOf(windows, limitOf('back'), 1);
    const ready = whenReady(client, AbortSignal.timeout(20_000));
    proxy.heal();
    await ready;
    time += 2_000;
    await allowedOf(windows, limitOf('back'), 1);
    expect(changes).to.deep.equal(['process', 'redis']);
  });

  it('begin anew when Redis was emptied, and hold from there', async () => {
    const { windows } = await connected();
    await allowedOf(windows, limitOf('flushed'), 2);
    await redis.flush();
    expect(await allowedOf(windows, limitOf('flushed'), 20)).to.equal(3);
  });

  it('ask Redis nothing for somebody who is over the limit', async () => {
    const { windows } = await connected();
    await allowedOf(windows, limitOf('flood'), 10);
    const watcher = new Redis(redis.url);
    clients.push(watcher);
    expect(await watcher.get('rate:flood:somebody')).to.equal('3');
  });
});
