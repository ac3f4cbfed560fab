import { expect } from 'chai';
import { describeRedis, say, until } from './support.js';

describeRedis('a key', (redis) => {
  it('with a time is gone when it is over', async () => {
    const client = redis.client();
    await client.set('brief', 'x', 'PX', 20);
    await until(async () => (await client.get('brief')) === null);
  });

  it('with a time goes even if nobody asks for it', async () => {
    const client = redis.client();
    await client.set('brief', 'x', 'PX', 20);
    await until(async () => (await client.dbsize()) === 0);
  });

  it('tells the time it has left', async () => {
    const client = redis.client();
    await client.set('a', 'x', 'EX', 100);
    expect([await client.ttl('a'), await client.ttl('none')]).to.deep.equal([100, -2]);
  });

  it('keeps its time when its value is counted up', async () => {
    const client = redis.client();
    await client.set('n', 1, 'EX', 100);
    await client.incr('n');
    expect(await client.ttl('n')).to.equal(100);
  });

  it('loses its time when it is set anew', async () => {
    const client = redis.client();
    await client.set('a', 'x', 'EX', 100);
    await client.set('a', 'y');
    expect(await client.ttl('a')).to.equal(-1);
  });

  it('gets a longer time only when asked so', async () => {
    const client = redis.client();
    await client.set('a', 'x', 'EX', 100);
    expect([await say(client, 'EXPIRE a 50 GT'), await say(client, 'EXPIRE a 50 LT')]).to.deep.equal([0, 1]);
  });

  it('takes its time along when it is renamed', async () => {
    const client = redis.client();
    await client.set('a', 'x', 'EX', 100);
    await client.rename('a', 'b');
    expect(await client.ttl('b')).to.equal(100);
  });

  it('is gone with its last element', async () => {
    const client = redis.client();
    await client.rpush('list', 'a');
    await client.lpop('list');
    expect(await client.exists('list')).to.equal(0);
  });
});

describeRedis('a walk over all keys', (redis) => {
  const walk = async (between: (found: string[]) => Promise<unknown>): Promise<readonly string[]> => {
    const client = redis.client();
    const found: string[] = [];
    for (let cursor = '0'; ;) {
      const [next, keys] = await client.scan(cursor, 'COUNT', 7);
      found.push(...keys);
      if (next === '0') return found;
      cursor = next;
      await between(keys);
    }
  };
  const names = Array.from({ length: 100 }, (_, n) => `key-${n}`);

  beforeEach(() => redis.client().mset(names.flatMap((name) => [name, '1'])));

  it('finds every one', async () => {
    const found = await walk(() => Promise.resolve());
    expect([...new Set(found)].sort()).to.deep.equal([...names].sort());
  });

  it('finds those that stay while others come and go', async () => {
    const client = redis.client();
    let made = 0;
    const found = await walk(async (keys) => {
      await client.del(...keys, 'no-such-key');
      await client.set(`new-${(made += 1)}`, '1');
    });
    expect(names.filter((name) => !found.includes(name))).to.deep.equal([]);
  });

  it('finds those that fit a pattern', async () => {
    const [, keys] = await redis.client().scan(0, 'MATCH', 'key-[12]?', 'COUNT', 1000);
    expect(keys).to.have.length(20);
  });

  it('finds all fields of a large hash', async () => {
    const client = redis.client();
    await client.hset('hash', Object.fromEntries(names.map((name) => [name, name])));
    const fields = new Set<string>();
    for (let cursor = '0'; ;) {
      const [next, pairs] = await client.hscan('hash', cursor);
      pairs.forEach((pair) => fields.add(pair));
      if (next === '0') break;
      cursor = next;
    }
    expect(fields.size).to.equal(100);
  });
});
