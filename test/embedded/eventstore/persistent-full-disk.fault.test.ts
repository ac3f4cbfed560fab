import { execFileSync } from 'node:child_process';
import {
  EventStoreDBClient,
  PARK,
  PersistentSubscriptionFailedError,
  binaryEvent,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { startChild, type Child } from './child-process.js';
import { consume, eventually, settings, type Collector } from './persistent-support.js';
import { all, events, fresh, newFolder, removeFolder, until } from './support.js';

const at = { stream: 'work', group: 'g' };
const EVENTS = 100;
/** Parking all events writes much more than a full file has left. */
const REASON = 'x'.repeat(5_000);

describe('event store: persistent subscriptions on a disk that is full', function () {
  this.timeout(60_000);
  const folder = newFolder();
  let child: Child;
  let client: EventStoreDBClient;
  let consumer: Collector;

  const info = () => client.getPersistentSubscriptionToStreamInfo(at.stream, at.group);

  /** Writes until nothing fits, however small. */
  const fill = async (): Promise<void> => {
    for (const size of [20_000, 1]) {
      const stream = fresh('full');
      try {
        for (;;) await client.appendToStream(stream, binaryEvent({ type: 'Big', data: Buffer.alloc(size) }));
      } catch {
        // That is what it was to come to.
      }
    }
  };

  before(async function () {
    if (process.platform !== 'linux') this.skip();
    child = await startChild({ args: ['--data', folder, '--port', '0'], fileLimit: 2_000 });
    client = EventStoreDBClient.connectionString(child.url);
    await client.appendToStream(at.stream, events(EVENTS));
    const wanted = settings({ checkPointUpperBound: 1, checkPointLowerBound: 1 });
    await client.createPersistentSubscriptionToStream(at.stream, at.group, wanted);
    await fill();
    consumer = consume(client, at, (subscription, event) => {
      void subscription.nack(PARK, REASON, event);
    });
  });
  after(async () => {
    await client.dispose();
    await child.kill('SIGTERM');
    removeFolder(folder);
  });

  it('deliver again what cannot be parked', async () => {
    await until(() => consumer.received.length > EVENTS);
    expect(Number((await info()).stats.parkedMessageCount)).to.be.below(EVENTS);
  });

  it('refuse to be created, and are not there then', async () => {
    let refused = '';
    for (let n = 0; refused === ''; n++) {
      const group = `${REASON}-${String(n)}`;
      await client
        .createPersistentSubscriptionToStream('other', group, settings())
        .catch((error: unknown) => {
          if (error instanceof PersistentSubscriptionFailedError) refused = group;
        });
    }
    const { type } = await consume(client, { stream: 'other', group: refused }).failed;
    expect(type).to.equal('persistent-subscription-does-not-exist');
  });

  it('park everything once there is room', async () => {
    execFileSync('prlimit', ['--pid', String(child.process.pid), '--fsize=unlimited']);
    const done = await eventually(info, ({ stats }) => stats.parkedMessageCount >= BigInt(EVENTS));
    const parked = await all(client.readStream('$persistentsubscription-work::g-parked'));
    const texts = parked.map(({ event }) => Buffer.from(event?.data as Uint8Array).toString());
    expect(new Set(texts).size).to.equal(EVENTS);
    expect(done.stats.totalInFlightMessages).to.equal(0);
  });

  it('write their checkpoint once there is room', async () => {
    const last = BigInt(EVENTS - 1);
    const { stats } = await eventually(info, (found) => found.stats.lastCheckpointedEventRevision === last);
    await consumer.stop();
    expect(stats.outstandingMessagesCount).to.equal(0);
  });
});
