import { once } from 'node:events';
import { connect } from 'node:net';
import { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { acknowledge, consume, eventually, parkAll, settings } from './persistent-support.js';
import { errorFrom, events, fresh, useStore } from './support.js';

describe('event store: HTTP on the port of gRPC', () => {
  const store = useStore();

  const at = (path: string): string => `http://127.0.0.1:${store.server().port}${path}`;
  const get = (path: string, init: RequestInit = {}): Promise<Response> => fetch(at(path), init);

  it('answers a ping', async () => {
    const response = await get('/ping');
    expect([response.status, await response.json()]).to.deep.equal([
      200,
      { text: 'Ping request successfully handled' },
    ]);
  });

  it('tells the one member there is, where it was asked', async () => {
    const { members } = (await (await get('/gossip')).json()) as { members: object[] };
    expect(members).to.have.length(1);
    expect(members[0]).to.include({
      state: 'Leader',
      isAlive: true,
      httpEndPointIp: '127.0.0.1',
      httpEndPointPort: store.server().port,
    });
  });

  it('is alive', async () => {
    const response = await get('/health/live');
    expect([response.status, await response.text()]).to.deep.equal([204, '']);
  });

  it('says what it is and which protocol it follows', async () => {
    const info = (await (await get('/info')).json()) as Record<string, unknown>;
    expect(info['product']).to.equal('Embedded event store');
    expect(info['esVersion']).to.match(/^\d+\.\d+\.\d+$/);
  });

  it('leaves the body out when only the head is asked for', async () => {
    const response = await get('/metrics', { method: 'HEAD' });
    expect([response.status, await response.text()]).to.deep.equal([200, '']);
  });

  for (const path of [
    '/nothing',
    '/subscriptions/a/b',
    '/subscriptions/a/b/c',
    '/projections/any',
    '/%2e%2e/x',
  ]) {
    it(`has nothing at ${path}`, async () => {
      expect((await get(path)).status).to.equal(404);
    });
  }

  it('refuses a path that is none', async () => {
    expect((await get('/subscriptions/%E0%A4%A')).status).to.equal(400);
  });

  it('refuses methods it does not know', async () => {
    expect((await get('/', { method: 'DELETE' })).status).to.equal(405);
  });

  it('changes nothing for a page of another origin', async () => {
    const headers = { origin: 'http://elsewhere.test' };
    expect((await get('/subscriptions/restart', { method: 'POST', headers })).status).to.equal(403);
  });

  it('says that projections cannot be written, in the status line too', async () => {
    const response = await get('/projections/continuous?name=mine', { method: 'POST', body: 'fromAll()' });
    expect([response.status, response.statusText]).to.deep.equal([
      501,
      'User-written projections are not supported by this server',
    ]);
  });

  it('answers bytes that are no protocol at all', async () => {
    const socket = connect(store.server().port, '127.0.0.1');
    socket.write('\x16\x03\x01 hello?\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).to.match(/^HTTP\/1\.1 400 /);
    socket.destroy();
  });

  it('understands a client whose first bytes come one by one', async () => {
    const socket = connect(store.server().port, '127.0.0.1');
    await once(socket, 'connect');
    socket.setNoDelay();
    for (const byte of 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n') {
      socket.write(byte, 'latin1');
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
    const [frame] = (await once(socket, 'data')) as [Buffer];
    expect(frame[3]).to.equal(4);
    socket.destroy();
  });
});

describe('event store: metrics', () => {
  const store = useStore();

  const metrics = async (): Promise<Map<string, number>> => {
    const text = await (await fetch(`http://127.0.0.1:${store.server().port}/metrics`)).text();
    const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(
      samples.map((line) => {
        const cut = line.lastIndexOf(' ');
        return [line.slice('embedded_eventstore_'.length, cut), Number(line.slice(cut + 1))];
      }),
    );
  };
  const gained = async (name: string, action: () => Promise<unknown>): Promise<number> => {
    const before = (await metrics()).get(name) ?? 0;
    await action();
    return ((await metrics()).get(name) ?? 0) - before;
  };

  it('count appends, their events and their bytes', async () => {
    const names = ['appends_total', 'appended_events_total', 'appended_bytes_total'];
    const before = await metrics();
    await store.client().appendToStream(fresh(), events(3, 'Type'));
    const after = await metrics();
    const bytes = 3 * ('{"n":0}'.length + 2 * 'Type'.length);
    expect(names.map((name) => (after.get(name) ?? 0) - (before.get(name) ?? 0))).to.deep.equal([
      1,
      3,
      bytes,
    ]);
  });

  it('count refused appends by their reason', async () => {
    const refused = () =>
      errorFrom(store.client().appendToStream(fresh(), events(1), { expectedRevision: 7n }));
    expect(await gained('refused_appends_total{reason="wrong-version"}', refused)).to.equal(1);
  });

  it('count what readers get', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(5));
    const read = async () => {
      for await (const _event of store.client().readStream(stream)) continue;
    };
    expect(await gained('sent_events_total', read)).to.equal(5);
  });

  it('put every commit into a step of how long it took', async () => {
    await store.client().appendToStream(fresh(), events(1));
    const found = await metrics();
    expect(found.get('commit_seconds_count')).to.equal(found.get('commits_total'));
    expect(found.get('commit_seconds_bucket{le="+Inf"}')).to.equal(found.get('commits_total'));
  });

  it('show that appends that come together are committed together', async () => {
    const append = () => store.client().appendToStream(fresh(), events(1));
    const [appends, commits] = ['appends_total', 'commits_total'];
    const before = await metrics();
    await Promise.all(Array.from({ length: 256 }, append));
    const after = await metrics();
    const grown = [appends, commits].map((name) => (after.get(name) ?? 0) - (before.get(name) ?? 0));
    expect(grown[0]).to.equal(256);
    expect(grown[1]).to.be.below(128);
  });

  it('tell how many subscribers there are', async () => {
    const subscription = store.client().subscribeToStream(fresh());
    subscription.on('data', () => undefined);
    await once(subscription, 'confirmation');
    expect((await metrics()).get('subscriptions')).to.equal(1);
    await subscription.unsubscribe();
    await eventually(metrics, (found) => found.get('subscriptions') === 0);
  });

  it('tell how far a group is behind, whatever its name', async () => {
    const [stream, group] = [fresh(), 'a "group"\\'];
    await store.client().createPersistentSubscriptionToStream(stream, group, settings());
    const name = `persistent_subscription_lag{source="${stream}",group="a \\"group\\"\\\\"}`;
    await store.client().appendToStream(stream, events(4));
    expect((await metrics()).get(name)).to.equal(4);
  });

  it('tell which projections run', async () => {
    await store.client().enableProjection('$streams');
    const found = await metrics();
    const running = ['$streams', '$by_category'].map((name) => `projection_running{projection="${name}"}`);
    expect(running.map((name) => found.get(name))).to.deep.equal([1, 0]);
  });
});

/** The client as it is with servers that offer persistent subscriptions over HTTP alone. */
const withoutFeatures = (client: EventStoreDBClient): EventStoreDBClient => {
  const capabilities = Promise.resolve({ supports: () => false });
  Object.defineProperty(client, 'capabilities', { value: capabilities });
  return client;
};

describe('event store: persistent subscriptions over HTTP', () => {
  const store = useStore();
  const at = { stream: fresh('größe/%'), group: 'g 1' };
  let client: EventStoreDBClient;
  before(async () => {
    client = withoutFeatures(EventStoreDBClient.connectionString(store.url()));
    await store.client().appendToStream(at.stream, events(3));
    await store.client().createPersistentSubscriptionToStream(at.stream, at.group, settings());
    const consumer = consume(store.client(), at, parkAll);
    await consumer.got(3);
    await eventually(
      () => store.client().getPersistentSubscriptionToStreamInfo(at.stream, at.group),
      ({ stats }) => stats.parkedMessageCount === 3n,
    );
    await consumer.stop();
  });
  after(() => client.dispose());

  it('tell of themselves what they tell over gRPC', async () => {
    const [http, grpc] = await Promise.all(
      [client, store.client()].map((one) => one.getPersistentSubscriptionToStreamInfo(at.stream, at.group)),
    );
    expect(http).to.deep.equal(grpc);
  });

  it('are listed, for a stream and all together', async () => {
    const lists = [
      await client.listPersistentSubscriptionsToStream(at.stream),
      await client.listAllPersistentSubscriptions(),
    ];
    expect(lists.map((list) => list.map(({ groupName }) => groupName))).to.deep.equal([['g 1'], ['g 1']]);
  });

  it('bring back what was parked', async () => {
    const consumer = consume(store.client(), at, acknowledge);
    await client.replayParkedMessagesToStream(at.stream, at.group);
    expect(await consumer.got(3)).to.have.length(3);
    await consumer.stop();
  });

  it('can be started anew', async () => {
    await client.restartPersistentSubscriptionSubsystem();
    expect(await client.listAllPersistentSubscriptions()).to.have.length(1);
  });

  it('say so when there is none', async () => {
    const calls = [
      client.getPersistentSubscriptionToStreamInfo('none', 'g'),
      client.listPersistentSubscriptionsToStream('none'),
      client.replayParkedMessagesToStream('none', 'g'),
    ];
    const types = await Promise.all(calls.map(async (call) => (await errorFrom(call))['type']));
    expect(types).to.deep.equal(Array(3).fill('persistent-subscription-does-not-exist'));
  });
});
