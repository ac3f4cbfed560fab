import { once } from 'node:events';
import { END, EventStoreDBClient, streamNameFilter } from '@eventstore/db-client';
import { expect } from 'chai';
import { serveStore, type ServedStore } from '#embedded/eventstore/rpc/serve-store.js';
import { openStore, type Store } from '#embedded/eventstore/store/store.js';
import { events, fresh, newFolder, removeFolder, until } from './support.js';

// Ending a loop over a read early does not cancel the call in this client: only cancel and unsubscribe do.
describe('event store: a call that was given up', () => {
  const folder = newFolder();
  let store: Store;
  let served: ServedStore;
  let client: EventStoreDBClient;

  before(async () => {
    const onError = (error: Error): never => {
      throw error;
    };
    store = await openStore({ dataDir: folder, sync: false, onError });
    served = await serveStore(store, { host: '127.0.0.1', port: 0, report: () => undefined });
    client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${String(served.port)}?tls=false`);
    await client.appendToStream('big', events(5000));
  });
  after(async () => {
    await client.dispose();
    await served.close();
    await store.close();
    removeFolder(folder);
  });

  /** Calls still open besides the one that carries appends. */
  const idle = (): Promise<void> => until(() => store.signal.waiting() === 0 && served.openCalls() <= 1);

  it('leaves nothing behind while waiting for a stream', async () => {
    const subscription = client.subscribeToStream(fresh());
    await once(subscription, 'caughtUp');
    await until(() => store.signal.waiting() === 1);
    await subscription.unsubscribe();
    await idle();
    expect(store.signal.waiting()).to.equal(0);
  });

  it('leaves nothing behind while waiting for $all', async () => {
    const filter = streamNameFilter({ prefixes: ['none'] });
    const subscription = client.subscribeToAll({ fromPosition: END, filter });
    await once(subscription, 'caughtUp');
    await subscription.unsubscribe();
    await idle();
    expect(served.openCalls()).to.be.at.most(1);
  });

  it('leaves nothing behind in the middle of history', async () => {
    const subscription = client.subscribeToStream('big');
    await once(subscription, 'data');
    await subscription.unsubscribe();
    await idle();
    expect(served.openCalls()).to.be.at.most(1);
  });

  it('leaves nothing behind while its reader takes nothing', async () => {
    const subscription = client.subscribeToAll();
    await once(subscription, 'confirmation');
    subscription.pause();
    await subscription.unsubscribe();
    await idle();
    expect(served.openCalls()).to.be.at.most(1);
  });

  it('leaves nothing behind in a read', async () => {
    const reading = client.readAll();
    await once(reading, 'data');
    await reading.cancel();
    await idle();
    expect(served.openCalls()).to.be.at.most(1);
  });

  it('does not hold up others', async () => {
    const result = await client.appendToStream(fresh(), events(1));
    expect(result.success).to.equal(true);
  });
});
