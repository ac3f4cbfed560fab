// The strategy the official client cannot ask for: the group is made with bytes of our own, its consumers are the
// official client's.

import { jsonEvent, type EventData } from '@eventstore/db-client';
import { expect } from 'chai';
import { bytesField, emptyField, message, numberField } from '#embedded/eventstore/wire/writer.js';
import {
  acknowledge,
  collect,
  confirmed,
  ignore,
  type Collector,
  type Handle,
} from './persistent-support.js';
import { askGroups } from './raw-client.js';
import { events, fresh, until, useStore } from './support.js';

const GROUP = 'by correlation';
const CORRELATIONS = 24;
const SETTINGS = bytesField(
  3,
  message(
    numberField(5, 10),
    numberField(11, 20),
    numberField(12, 500),
    bytesField(16, 'PinnedByCorrelation'),
  ),
);

const correlated = (correlation: number): EventData =>
  jsonEvent({ type: 'Happened', data: {}, metadata: { $correlationId: `c-${String(correlation)}` } });

/** Which consumers, by their number, got something of each key. */
const takers = (
  consumers: readonly Collector[],
  keyOf: (event: Collector['received'][number]) => string,
): ReadonlyMap<string, ReadonlySet<number>> => {
  const found = new Map<string, Set<number>>();
  for (const [n, { received }] of consumers.entries())
    for (const one of received) found.set(keyOf(one), (found.get(keyOf(one)) ?? new Set()).add(n));
  return found;
};

const correlationOf = ({ event }: Collector['received'][number]): string =>
  String((event?.metadata as { $correlationId?: string } | undefined)?.$correlationId);

describe('event store: consumers of a group that is pinned by correlation', () => {
  const store = useStore();

  /** A group of all streams with this prefix. */
  const create = async (prefix: string): Promise<void> => {
    const filter = bytesField(4, message(bytesField(1, bytesField(2, prefix)), numberField(3, 32)));
    const source = bytesField(5, message(emptyField(2), filter));
    const options = message(source, bytesField(2, prefix + GROUP), SETTINGS);
    expect((await askGroups(store.url(), 'Create', options)).error).to.equal(undefined);
  };

  const connect = async (prefix: string, bufferSize: number, handle: Handle): Promise<Collector> => {
    const name = prefix + GROUP;
    const consumer = collect(
      store.client().subscribeToPersistentSubscriptionToAll(name, { bufferSize }),
      handle,
    );
    await confirmed(consumer);
    return consumer;
  };

  const total = (consumers: readonly Collector[]): number =>
    consumers.reduce((sum, { received }) => sum + received.length, 0);

  const stopAll = async (consumers: readonly Collector[]): Promise<void> => {
    for (const consumer of consumers) await consumer.stop();
  };

  it('get all of one correlation, from whichever stream it comes', async () => {
    const prefix = fresh('one');
    await create(prefix);
    const consumers = [
      await connect(prefix, 10, acknowledge),
      await connect(prefix, 10, acknowledge),
      await connect(prefix, 10, acknowledge),
    ];
    for (let round = 0; round < 5; round++)
      for (let n = 0; n < CORRELATIONS; n++)
        await store.client().appendToStream(`${prefix}-${String((n + round) % 7)}`, correlated(n));
    await until(() => total(consumers) >= 5 * CORRELATIONS);
    await stopAll(consumers);
    const found = takers(consumers, correlationOf);
    expect(total(consumers)).to.equal(5 * CORRELATIONS);
    expect([...found.values()].map(({ size }) => size)).to.deep.equal(Array(CORRELATIONS).fill(1));
    expect(consumers.every(({ received }) => received.length > 0)).to.equal(true);
  });

  it('get all of one stream when its events have no correlation', async () => {
    const prefix = fresh('none');
    await create(prefix);
    const consumers = [await connect(prefix, 10, acknowledge), await connect(prefix, 10, acknowledge)];
    for (let round = 0; round < 3; round++)
      for (let n = 0; n < 12; n++) await store.client().appendToStream(`${prefix}-${String(n)}`, events(1));
    await until(() => total(consumers) >= 36);
    await stopAll(consumers);
    const found = takers(consumers, ({ event }) => event?.streamId ?? '');
    expect([...found.values()].map(({ size }) => size)).to.deep.equal(Array(12).fill(1));
  });

  it('keep a correlation waiting while theirs is full, and let others go on', async () => {
    const prefix = fresh('full');
    await create(prefix);
    const full = await connect(prefix, 1, ignore);
    await store.client().appendToStream(prefix, correlated(0));
    await full.got(1);
    const other = await connect(prefix, 10, acknowledge);
    await store.client().appendToStream(prefix, [correlated(0), correlated(1)]);
    const [passed] = await other.got(1);
    expect(passed === undefined ? '' : correlationOf(passed)).to.equal('c-1');
    for (const event of full.received) await full.subscription.ack(event);
    await full.got(2);
    await stopAll([full, other]);
    expect([full, other].map(({ received }) => received.map(correlationOf))).to.deep.equal([
      ['c-0', 'c-0'],
      ['c-1'],
    ]);
  });

  it('get the correlations of one that left', async () => {
    const prefix = fresh('left');
    await create(prefix);
    const first = await connect(prefix, 10, acknowledge);
    await store.client().appendToStream(prefix, correlated(0));
    await first.got(1);
    const second = await connect(prefix, 10, acknowledge);
    await first.stop();
    await store.client().appendToStream(prefix, correlated(0));
    await until(() => second.received.some(({ event }) => event?.revision === 1n));
    await second.stop();
    expect(second.received.map(correlationOf)).to.include('c-0');
  });
});
