import { EventStoreDBClient, PARK } from '@eventstore/db-client';
import { expect } from 'chai';
import { startChild, type Child } from './child-process.js';
import { consume, eventually, settings } from './persistent-support.js';
import { events, newFolder, removeFolder } from './support.js';

const KILLS = 5;
const EVENTS = 400;
const at = { stream: 'work', group: 'g' };
/** Every 50th event is parked. */
const isBad = (revision: number): boolean => revision % 50 === 49;

interface Seen {
  /** Revisions a consumer was sent, over all lives of the server. */
  readonly delivered: Set<number>;
  readonly firstOfLife: number[];
}

/** Consumes until the server is killed, which happens after some events. */
const consumeOneLife = async (child: Child, seen: Seen, share: number): Promise<void> => {
  const client = EventStoreDBClient.connectionString(child.url);
  const consumer = consume(client, at, (subscription, event) => {
    const revision = Number(event.event?.revision);
    seen.delivered.add(revision);
    // The server may die before the answer is on its way: that is the point of this test.
    const answer = isBad(revision) ? subscription.nack(PARK, 'bad', event) : subscription.ack(event);
    answer.catch(() => undefined);
  });
  await consumer.got(share);
  seen.firstOfLife.push(Number(consumer.received[0]?.event?.revision));
  const failed = consumer.failed;
  await child.kill('SIGKILL');
  await failed;
  await client.dispose();
};

describe('event store: persistent subscriptions under kill -9', function () {
  this.timeout(60_000);
  const folder = newFolder();
  const seen: Seen = { delivered: new Set(), firstOfLife: [] };
  let parked: Set<string>;
  let upperBound: number;

  const start = (): Promise<Child> => startChild({ args: ['--data', folder, '--port', '0'] });

  before(async () => {
    const first = await start();
    const client = EventStoreDBClient.connectionString(first.url);
    await client.appendToStream(at.stream, events(EVENTS));
    const wanted = settings({ checkPointUpperBound: 20, checkPointLowerBound: 1 });
    upperBound = wanted.checkPointUpperBound;
    await client.createPersistentSubscriptionToStream(at.stream, at.group, wanted);
    await client.dispose();
    await consumeOneLife(first, seen, 60);
    for (let kill = 1; kill < KILLS; kill++) await consumeOneLife(await start(), seen, 60);
    const last = await start();
    const lastClient = EventStoreDBClient.connectionString(last.url);
    const consumer = consume(lastClient, at, (subscription, event) => {
      const revision = Number(event.event?.revision);
      seen.delivered.add(revision);
      void (isBad(revision) ? subscription.nack(PARK, 'bad', event) : subscription.ack(event));
    });
    await eventually(
      () => lastClient.getPersistentSubscriptionToStreamInfo(at.stream, at.group),
      ({ stats }) => stats.outstandingMessagesCount === 0 && seen.delivered.size === EVENTS,
    );
    await consumer.stop();
    parked = new Set();
    for await (const { event } of lastClient.readStream(`$persistentsubscription-work::g-parked`)) {
      parked.add(Buffer.from(event?.data as Uint8Array).toString());
    }
    await lastClient.dispose();
    await last.kill('SIGTERM');
  });
  after(() => {
    removeFolder(folder);
  });

  it('deliver every event at least once', () => {
    expect(seen.delivered.size).to.equal(EVENTS);
  });

  it('go on near where they were, not from the start', () => {
    // What was acknowledged may come again as far as the last checkpoint, slots and an answer on its way.
    const steps = seen.firstOfLife.slice(1).map((first, n) => first - (seen.firstOfLife[n] ?? 0));
    expect(steps.every((step) => step >= 60 - upperBound - 2 * 10)).to.equal(true);
  });

  it('lose no parked message', () => {
    const bad = Array.from({ length: EVENTS }, (_, n) => n).filter(isBad);
    expect(bad.filter((n) => !parked.has(`${String(n)}@work`))).to.deep.equal([]);
  });
});
