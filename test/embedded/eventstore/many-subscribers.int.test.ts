import { once } from 'node:events';
import { EventStoreDBClient, START, jsonEvent, streamNameFilter } from '@eventstore/db-client';
import { expect } from 'chai';
import { startChild, type Child } from './child-process.js';
import { events, fresh, newFolder, removeFolder, take, until, useStore } from './support.js';

const SUBSCRIBERS = 200;

describe('event store: hundreds of subscribers', function () {
  this.timeout(60_000);
  const store = useStore();

  it('all see every event once and in order, while events come', async () => {
    const stream = fresh();
    const client = store.client();
    await client.appendToStream(stream, events(10));
    const filter = streamNameFilter({ prefixes: [stream] });
    const found = Array.from({ length: SUBSCRIBERS }, (_, n) =>
      n % 2 === 0
        ? take(client.subscribeToStream(stream, { fromRevision: START }), 40)
        : take(client.subscribeToAll({ fromPosition: START, filter }), 40),
    );
    for (let n = 0; n < 10; n++) await client.appendToStream(stream, events(3));
    const expected = Array.from({ length: 40 }, (_, n) => n);
    for (const one of await Promise.all(found)) {
      expect(one.map(({ event }) => Number(event?.revision))).to.deep.equal(expected);
    }
  });
});

const KIB = 1024;
const residentKib = async (child: Child): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${child.port}/metrics`)).text();
  return Number(/^embedded_eventstore_resident_memory_bytes (\d+)$/m.exec(text)?.[1]) / KIB;
};

describe('event store: subscribers that take nothing, with 640 MiB to send to them', function () {
  this.timeout(120_000);
  const folder = newFolder();
  const stream = fresh();
  const EACH = 32;
  const APPENDS = 128;
  let child: Child;
  let client: EventStoreDBClient;
  before(async () => {
    child = await startChild({ args: ['--data', folder, '--port', '0', '--no-sync'] });
    client = EventStoreDBClient.connectionString(child.url);
    const data = { text: 'x'.repeat(16 * KIB) };
    for (let n = 0; n < APPENDS; n++) {
      const batch = Array.from({ length: EACH }, () => jsonEvent({ type: 'Large', data }));
      await client.appendToStream(stream, batch);
    }
  });
  after(async () => {
    await client.dispose();
    await child.kill('SIGKILL');
    removeFolder(folder);
  });

  it('cost the server no more memory than a few pages each, and lose nothing', async () => {
    const before = await residentKib(child);
    const subscriptions = Array.from({ length: 10 }, () => client.subscribeToStream(stream));
    for (const subscription of subscriptions) {
      await once(subscription, 'confirmation');
      subscription.pause();
    }
    await client.appendToStream(fresh(), events(1));
    for (let n = 0; n < 20; n++) await client.appendToStream(stream, events(1));
    // Pages of the data file count as resident too: what is measured is that it stays far below what waits.
    expect((await residentKib(child)) - before).to.be.below(160 * KIB);
    const [first, ...others] = subscriptions;
    let seen = 0;
    first?.on('data', () => (seen += 1));
    first?.resume();
    await until(() => seen >= EACH * APPENDS + 20);
    expect(seen).to.equal(EACH * APPENDS + 20);
    for (const subscription of [first, ...others]) await subscription?.unsubscribe();
  });
});
