import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { describeRedis, say, until } from './support.js';

const waiting = async (client: Redis, count: number): Promise<void> => {
  await until(async () => (await client.info('clients')).includes(`blocked_clients:${count}\r\n`));
};

describeRedis('waiting for an element', (redis) => {
  it('ends when one comes', async () => {
    const client = redis.client();
    const found = redis.client().blpop('list', 0);
    await waiting(client, 1);
    await client.rpush('list', 'a', 'b');
    expect([await found, await client.lrange('list', 0, -1)]).to.deep.equal([['list', 'a'], ['b']]);
  });

  it('serves who came first', async () => {
    const client = redis.client();
    const first = redis.client().brpop('list', 0);
    await waiting(client, 1);
    const second = redis.client().brpop('list', 0);
    await waiting(client, 2);
    await client.lpush('list', 'a');
    await client.lpush('list', 'b');
    expect([await first, await second]).to.deep.equal([
      ['list', 'a'],
      ['list', 'b'],
    ]);
  });

  it('takes from the first of several keys that has one', async () => {
    const client = redis.client();
    await client.rpush('second', 'x');
    expect(await client.blpop('first', 'second', 0)).to.deep.equal(['second', 'x']);
  });

  it('moves the element to another list', async () => {
    const client = redis.client();
    const moved = redis.client().brpoplpush('from', 'to', 0);
    await waiting(client, 1);
    await client.lpush('from', 'a');
    expect([await moved, await client.lrange('to', 0, -1)]).to.deep.equal(['a', ['a']]);
  });

  it('passes an element on along a chain of waiting ones', async () => {
    const client = redis.client();
    const last = redis.client().blpop('end', 0);
    await waiting(client, 1);
    const first = redis.client().blmove('start', 'end', 'LEFT', 'RIGHT', 0);
    await waiting(client, 2);
    await client.rpush('start', 'a');
    expect([await first, await last]).to.deep.equal(['a', ['end', 'a']]);
  });

  it('takes the lowest of a sorted set', async () => {
    const client = redis.client();
    const found = redis.client().bzpopmin('zset', 0);
    await waiting(client, 1);
    await client.zadd('zset', 2, 'b', 1, 'a');
    expect(await found).to.deep.equal(['zset', 'a', '1']);
  });

  it('ends with nothing when the time is over', async () => {
    expect(await redis.client().blpop('none', 0.05)).to.equal(null);
  });

  it('wakes by a script', async () => {
    const client = redis.client();
    const found = redis.client().blpop('list', 0);
    await waiting(client, 1);
    await client.eval("redis.call('RPUSH', KEYS[1], 'a')", 1, 'list');
    expect(await found).to.deep.equal(['list', 'a']);
  });

  it('takes nothing for a client that is gone', async () => {
    const client = redis.client();
    const gone = redis.client();
    gone.blpop('list', 0).catch(() => undefined);
    await waiting(client, 1);
    gone.disconnect();
    await waiting(client, 0);
    await client.rpush('list', 'a');
    expect(await client.llen('list')).to.equal(1);
  });

  it('holds back what the same client sends after it', async () => {
    const client = redis.client();
    const other = redis.client();
    const order: string[] = [];
    const pop = other.blpop('list', 0).then(() => order.push('pop'));
    const ping = other.ping().then(() => order.push('ping'));
    await waiting(client, 1);
    await client.rpush('list', 'a');
    await Promise.all([pop, ping]);
    expect(order).to.deep.equal(['pop', 'ping']);
  });

  it('is ended by somebody else', async () => {
    const client = redis.client();
    const other = redis.client();
    const id = await other.client('ID');
    const found = other.blpop('list', 0);
    await waiting(client, 1);
    await say(client, `CLIENT UNBLOCK ${id}`);
    expect(await found).to.equal(null);
  });
});
