import { expect } from 'chai';
import type { Redis } from 'ioredis';
import type { EmbeddedRedis } from '#embedded/redis/server.js';
import { randomFrom } from '#test/support/seeded-random.js';
import { randomCommand, type RandomCommand } from './random-commands.js';
import { connectTo } from './open-queue.js';
import { kinds, newFolder, removeFolder, startOn } from './support.js';

const SEED = Number(process.env['REDIS_FUZZ_SEED'] ?? 20_240_611);
const COMMANDS = Number(process.env['REDIS_FUZZ_COMMANDS'] ?? 12_000);
const BATCH = 400;

const DUMP: Readonly<Record<string, (key: string) => RandomCommand>> = {
  string: (key) => ['GET', key],
  list: (key) => ['LRANGE', key, '0', '-1'],
  hash: (key) => ['HGETALL', key],
  set: (key) => ['SMEMBERS', key],
  zset: (key) => ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
};

type Reply = string | number | null | readonly Reply[] | Buffer;

/** Bytes as text, errors by their words. */
const plain = (reply: unknown): Reply => {
  if (reply instanceof Error) return `error: ${reply.message}`;
  if (Buffer.isBuffer(reply)) return reply.toString('latin1');
  return Array.isArray(reply) ? reply.map(plain) : (reply as Reply);
};

const run = async (client: Redis, commands: readonly RandomCommand[]): Promise<readonly Reply[]> => {
  const pipeline = client.pipeline();
  for (const [name = '', ...args] of commands)
    pipeline.callBuffer(name, ...args.map((arg) => Buffer.from(arg, 'latin1')));
  return ((await pipeline.exec()) ?? []).map(([error, reply]) => plain(error ?? reply));
};

const inPairs = (items: readonly Reply[]): readonly string[] =>
  items.flatMap((item, at) => (at % 2 === 0 ? [JSON.stringify([item, items[at + 1]])] : [])).sort();

/** Everything there is: value and whether it has a time, by key. Hashes and sets have no order. */
const dump = async (client: Redis): Promise<Readonly<Record<string, unknown>>> => {
  const keys = (await client.keys('*')).sort();
  const found: Record<string, unknown> = {};
  for (const key of keys) {
    const type = await client.type(key);
    const [value, ttl] = await run(client, [DUMP[type]?.(key) ?? [], ['TTL', key]]);
    const items = Array.isArray(value) ? value : [value];
    const ordered = type === 'hash' ? inPairs(items) : type === 'set' ? items.map(String).sort() : value;
    found[key] = { type, value: ordered, hasTime: Number(ttl) > 0 };
  }
  return found;
};

describe(`redis: the built-in server beside redis-server, ${COMMANDS} random commands of seed ${SEED}`, function () {
  this.timeout(60_000);
  const folders = [newFolder(), newFolder()] as const;
  const servers: EmbeddedRedis[] = [];
  const clients: Redis[] = [];
  const differences: unknown[] = [];

  before(async function () {
    if (!kinds.includes('redis-server')) this.skip();
    servers.push(await startOn(folders[0], 'built-in'), await startOn(folders[1], 'redis-server'));
    clients.push(...servers.map(({ url }) => connectTo(url)));
    const random = randomFrom(SEED);
    const [own, real] = clients as [Redis, Redis];
    for (let done = 0; done < COMMANDS; done += BATCH) {
      const commands = Array.from({ length: BATCH }, () => randomCommand(random));
      const [got, expected] = await Promise.all([run(own, commands), run(real, commands)]);
      for (const [at, command] of commands.entries())
        if (JSON.stringify(got[at]) !== JSON.stringify(expected[at]))
          differences.push({ command: command.join(' '), got: got[at], expected: expected[at] });
    }
  });
  after(async () => {
    for (const client of clients) client.disconnect();
    for (const server of servers) await server.stop();
    folders.forEach(removeFolder);
  });

  it('answers every command in the same words', () => {
    expect(differences.slice(0, 20)).to.deep.equal([]);
  });

  it('holds the same in the end', async () => {
    const [own, real] = await Promise.all(clients.map(dump));
    expect(own).to.deep.equal(real);
  });

  it('holds the same after it read its file again', async () => {
    const [client] = clients as [Redis];
    const before = await dump(client);
    client.disconnect();
    await servers[0]?.stop();
    const again = await startOn(folders[0], 'built-in');
    servers[0] = again;
    clients[0] = connectTo(again.url);
    expect(await dump(clients[0])).to.deep.equal(before);
  });
});
