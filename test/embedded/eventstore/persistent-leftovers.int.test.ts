import { once } from 'node:events';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { serveStore, type ServedStore } from '#embedded/eventstore/rpc/serve-store.js';
import { openStore, type Store } from '#embedded/eventstore/store/store.js';
import { acknowledge, confirmed, consume, eventually, ignore, settings } from './persistent-support.js';
import { events, fresh, newFolder, removeFolder, until } from './support.js';

const group = 'g';
const KIB = 1024;

describe('event store: a consumer of a persistent subscription', () => {
  const folder = newFolder();
  let store: Store;
  let served: ServedStore;
  let client: EventStoreDBClient;

  const reported: string[] = [];
  before(async () => {
    const onError = (error: Error): never => {
      throw error;
    };
    store = await openStore({ dataDir: folder, sync: false, onError });
    served = await serveStore(store, {
      host: '127.0.0.1',
      port: 0,
      report: (where, error) => reported.push(`${where}: ${String(error)}`),
    });
    client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${String(served.port)}?tls=false`);
  });
  after(async () => {
    await client.dispose();
    await served.close();
    await store.close();
    removeFolder(folder);
  });

  const create = async (count: number): Promise<string> => {
    const stream = fresh('left');
    if (count > 0) await client.appendToStream(stream, events(count));
    await client.createPersistentSubscriptionToStream(stream, group, settings());
    return stream;
  };
  const connections = (stream: string): Promise<number> =>
    client.getPersistentSubscriptionToStreamInfo(stream, group).then((info) => info.connections.length);
  const info = (stream: string) => client.getPersistentSubscriptionToStreamInfo(stream, group);

  it('that left leaves no call and no slot behind', async () => {
    const stream = await create(50);
    const consumer = consume(client, { stream, group }, ignore);
    await consumer.got(10);
    await consumer.stop();
    const { stats } = await eventually(
      () => info(stream),
      (found) => found.connections.length === 0,
    );
    await until(() => served.openCalls() <= 1);
    expect([stats.totalInFlightMessages, stats.retryBufferCount]).to.deep.equal([0, 10]);
  });

  it('that left before anything came leaves nothing behind', async () => {
    const stream = await create(0);
    const consumer = consume(client, { stream, group });
    await confirmed(consumer);
    await consumer.stop();
    expect(
      await eventually(
        () => connections(stream),
        (count) => count === 0,
      ),
    ).to.equal(0);
  });

  it('whose connection broke leaves nothing behind', async () => {
    const stream = await create(5);
    const other = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${String(served.port)}?tls=false`);
    const consumer = consume(other, { stream, group }, ignore);
    await consumer.got(5);
    await other.dispose();
    expect(
      await eventually(
        () => connections(stream),
        (count) => count === 0,
      ),
    ).to.equal(0);
  });

  it('of a group that is deleted leaves no waiter behind', async () => {
    const stream = await create(1);
    const consumer = consume(client, { stream, group }, acknowledge);
    await consumer.got(1);
    const waiting = store.signal.waiting();
    await client.deletePersistentSubscriptionToStream(stream, group);
    expect((await consumer.failed)['type']).to.equal('persistent-subscription-dropped');
    expect(store.signal.waiting()).to.be.below(waiting);
  });

  it('that takes nothing is sent a little only, although it has slots for everything', async () => {
    const stream = fresh('big');
    const data = { text: 'x'.repeat(32 * KIB) };
    for (let n = 0; n < 25; n++) {
      await client.appendToStream(
        stream,
        Array.from({ length: 8 }, () => jsonEvent({ type: 'Big', data })),
      );
    }
    await client.createPersistentSubscriptionToStream(stream, group, settings());
    const subscription = client.subscribeToPersistentSubscriptionToStream(stream, group, {
      bufferSize: 10_000,
    });
    await once(subscription, 'confirmation');
    subscription.pause();
    const { stats } = await eventually(
      () => info(stream),
      (found) => found.stats.readBufferCount + Number(found.stats.liveBufferCount) > 0,
    );
    const inFlight = stats.totalInFlightMessages;
    subscription.resume();
    let received = 0;
    subscription.on('data', (event) => {
      received++;
      void subscription.ack(event);
    });
    await until(() => received === 200);
    await subscription.unsubscribe();
    expect(inFlight).to.be.below(200);
  });

  it('caused no error', () => {
    expect(reported).to.deep.equal([]);
  });
});
