import { DISPATCH_TO_SINGLE, PINNED, ROUND_ROBIN, streamNameFilter } from '@eventstore/db-client';
import { expect } from 'chai';
import {
  acknowledge,
  collect,
  confirmed,
  consume,
  ignore,
  settings,
  settingsOfAll,
  type Collector,
} from '#test/embedded/eventstore/persistent-support.js';
import { events, fresh, until, useEndpoint } from '#test/embedded/eventstore/support.js';

describe('conformance: several consumers of one group', () => {
  const store = useEndpoint();
  const group = 'g';

  const create = async (strategy: string): Promise<string> => {
    const stream = fresh('shared');
    const changes = { consumerStrategyName: strategy as typeof PINNED };
    await store.client().createPersistentSubscriptionToStream(stream, group, settings(changes));
    return stream;
  };

  const connected = async (stream: string, bufferSize: number, handle = ignore): Promise<Collector> => {
    const consumer = consume(store.client(), { stream, group, bufferSize }, handle);
    await confirmed(consumer);
    return consumer;
  };

  const counts = async (consumers: readonly Collector[], total: number): Promise<number[]> => {
    const lengths = (): number[] => consumers.map(({ received }) => received.length);
    await until(() => lengths().reduce((sum, length) => sum + length, 0) >= total);
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    return lengths();
  };

  it('take turns with RoundRobin', async () => {
    const stream = await create(ROUND_ROBIN);
    const consumers = [await connected(stream, 10), await connected(stream, 10), await connected(stream, 10)];
    await store.client().appendToStream(stream, events(30));
    expect(await counts(consumers, 30)).to.deep.equal([10, 10, 10]);
  });

  it('leave out the one that is full with RoundRobin', async () => {
    const stream = await create(ROUND_ROBIN);
    const consumers = [await connected(stream, 2), await connected(stream, 10)];
    await store.client().appendToStream(stream, events(12));
    expect(await counts(consumers, 12)).to.deep.equal([2, 10]);
  });

  it('come one after another with DispatchToSingle', async () => {
    const stream = await create(DISPATCH_TO_SINGLE);
    const consumers = [await connected(stream, 10), await connected(stream, 10)];
    await store.client().appendToStream(stream, events(8));
    expect(await counts(consumers, 8)).to.deep.equal([8, 0]);
  });

  it('help out when the first is full with DispatchToSingle', async () => {
    const stream = await create(DISPATCH_TO_SINGLE);
    const consumers = [await connected(stream, 5), await connected(stream, 10)];
    await store.client().appendToStream(stream, events(9));
    expect(await counts(consumers, 9)).to.deep.equal([5, 4]);
  });

  it('handle everything once as long as all acknowledge', async () => {
    const stream = await create(ROUND_ROBIN);
    const consumers = [await connected(stream, 3, acknowledge), await connected(stream, 4, acknowledge)];
    await store.client().appendToStream(stream, events(500));
    const [first = 0, second = 0] = await counts(consumers, 500);
    const seen = consumers.flatMap(({ received }) => received.map(({ event }) => event?.revision));
    expect(first + second).to.equal(500);
    expect(new Set(seen).size).to.equal(500);
  });

  it('keep their streams with Pinned', async () => {
    const name = fresh('pinned');
    const prefix = fresh('source');
    const changes = { consumerStrategyName: PINNED } as const;
    const filter = streamNameFilter({ prefixes: [prefix] });
    await store.client().createPersistentSubscriptionToAll(name, settingsOfAll(changes), { filter });
    const consumers = [1, 2, 3].map(() =>
      collect(store.client().subscribeToPersistentSubscriptionToAll(name), acknowledge),
    );
    await Promise.all(consumers.map(confirmed));
    for (let round = 0; round < 5; round++) {
      for (let n = 0; n < 20; n++) await store.client().appendToStream(`${prefix}-${String(n)}`, events(1));
    }
    const lengths = await counts(consumers, 100);
    const streams = consumers.flatMap(({ received }) => [
      ...new Set(received.map(({ event }) => event?.streamId)),
    ]);
    expect(streams).to.have.length(20);
    expect(lengths.every((length) => length > 0)).to.equal(true);
  });

  it('get the streams of one that left with Pinned', async () => {
    const stream = await create(PINNED);
    const first = await connected(stream, 10, acknowledge);
    await store.client().appendToStream(stream, events(1));
    await first.got(1);
    const second = await connected(stream, 10, acknowledge);
    await first.stop();
    await store.client().appendToStream(stream, events(1));
    await second.got(1);
    await second.stop();
    expect(second.received.at(-1)?.event?.revision).to.equal(1n);
  });
});
