import { EventStoreDBClient, PARK, type PersistentSubscriptionToStreamInfo } from '@eventstore/db-client';
import { expect } from 'chai';
import { startChild, type Child } from './child-process.js';
import { consume, eventually, settings, type Collector, type Received } from './persistent-support.js';
import { events, newFolder, removeFolder } from './support.js';

const KILLS = 5;
const EVENTS = 400;
const at = { stream: 'work', group: 'g' };
/** Every 50th event is parked. */
const isBad = (revision: number): boolean => revision % 50 === 49;

/** Answered in each life; the rest of what it is sent stays unanswered. */
const SHARE = 60;

interface Seen {
  /** Revisions a consumer was sent, over all lives of the server. */
  readonly delivered: Set<number>;
  /** Of each life that was ended by a kill: the first revision, and the last checkpoint before the end. */
  readonly lives: { first: number; checkpoint: number }[];
}

const answer = (subscription: Collector['subscription'], event: Received): Promise<void> =>
  isBad(Number(event.event?.revision)) ? subscription.nack(PARK, 'bad', event) : subscription.ack(event);

/** Consumes until a checkpoint holds most of its share, then kills the server. */
const consumeOneLife = async (child: Child, seen: Seen, upperBound: number): Promise<void> => {
  const client = EventStoreDBClient.connectionString(child.url);
  let answered = 0;
  const consumer = consume(client, at, (subscription, event) => {
    seen.delivered.add(Number(event.event?.revision));
    answered += 1;
    // The server may die before the answer is on its way: that is the point of this test.
    if (answered <= SHARE) answer(subscription, event).catch(() => undefined);
  });
  await consumer.got(SHARE);
  const first = Number(consumer.received[0]?.event?.revision);
  const checkpointOf = ({ stats }: PersistentSubscriptionToStreamInfo): number =>
    Number(stats.lastCheckpointedEventRevision ?? -1);
  const info = await eventually(
    () => client.getPersistentSubscriptionToStreamInfo(at.stream, at.group),
    (told) => checkpointOf(told) >= first + SHARE - 1 - upperBound,
  );
  seen.lives.push({ first, checkpoint: checkpointOf(info) });
  const failed = consumer.failed;
  await child.kill('SIGKILL');
  await failed;
  await client.dispose();
};

describe('event store: persistent subscriptions under kill -9', function () {
  this.timeout(60_000);
  const folder = newFolder();
  const seen: Seen = { delivered: new Set(), lives: [] };
  let parked: Set<string>;
  let afterTheKills: number;

  const start = (): Promise<Child> => startChild({ args: ['--data', folder, '--port', '0'] });

  before(async () => {
    const first = await start();
    const client = EventStoreDBClient.connectionString(first.url);
    await client.appendToStream(at.stream, events(EVENTS));
    const wanted = settings({ checkPointUpperBound: 20, checkPointLowerBound: 1 });
    const upperBound = wanted.checkPointUpperBound;
    await client.createPersistentSubscriptionToStream(at.stream, at.group, wanted);
    await client.dispose();
    await consumeOneLife(first, seen, upperBound);
    for (let kill = 1; kill < KILLS; kill++) await consumeOneLife(await start(), seen, upperBound);
    const last = await start();
    const lastClient = EventStoreDBClient.connectionString(last.url);
    const consumer = consume(lastClient, at, (subscription, event) => {
      seen.delivered.add(Number(event.event?.revision));
      void answer(subscription, event);
    });
    await eventually(
      () => lastClient.getPersistentSubscriptionToStreamInfo(at.stream, at.group),
      ({ stats }) => stats.outstandingMessagesCount === 0 && seen.delivered.size === EVENTS,
    );
    afterTheKills = Number(consumer.received[0]?.event?.revision);
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

  it('go on behind the last checkpoint, not from the start', () => {
    const began = [...seen.lives.slice(1).map(({ first }) => first), afterTheKills];
    const early = seen.lives.filter(({ checkpoint }, life) => (began[life] ?? 0) <= checkpoint);
    expect([seen.lives.length, early]).to.deep.equal([KILLS, []]);
  });

  it('lose no parked message', () => {
    const bad = Array.from({ length: EVENTS }, (_, n) => n).filter(isBad);
    expect(bad.filter((n) => !parked.has(`${String(n)}@work`))).to.deep.equal([]);
  });
});
