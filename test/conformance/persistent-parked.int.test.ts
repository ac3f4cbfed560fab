import { PARK, RETRY, streamNameFilter, type EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import {
  acknowledge,
  collect,
  confirmed,
  consume,
  eventually,
  parkAll,
  revisionsOf,
  settings,
  settingsOfAll,
} from '#test/embedded/eventstore/persistent-support.js';
import { all, errorFrom, events, fresh, until, useEndpoint } from '#test/embedded/eventstore/support.js';
import { allSince, mark } from './support.js';

const group = 'g';

describe('conformance: parked messages', () => {
  const store = useEndpoint();
  const client = (): EventStoreDBClient => store.client();
  const info = (stream: string) => client().getPersistentSubscriptionToStreamInfo(stream, group);
  const parkedCount = (stream: string, count: bigint) =>
    eventually(
      () => info(stream),
      ({ stats }) => stats.parkedMessageCount === count,
    );

  const create = async (count: number, changes: Parameters<typeof settings>[0] = {}): Promise<string> => {
    const stream = fresh('parking');
    await client().appendToStream(stream, events(count));
    await client().createPersistentSubscriptionToStream(stream, group, settings(changes));
    return stream;
  };

  /** A group all of whose events are parked. */
  const parked = async (count: number): Promise<string> => {
    const stream = await create(count);
    const consumer = consume(client(), { stream, group }, parkAll);
    await consumer.got(count);
    await parkedCount(stream, BigInt(count));
    await consumer.stop();
    return stream;
  };

  it('are links in a stream of the group, with the reason', async () => {
    const stream = await parked(1);
    const [{ event } = {}] = await all(
      client().readStream(`$persistentsubscription-${stream}::${group}-parked`),
    );
    const metadata = event?.metadata as { reason: string; added: string; subscriptionEventNumber: number };
    expect([event?.type, Buffer.from(event?.data as Uint8Array).toString()]).to.deep.equal([
      '$>',
      `0@${stream}`,
    ]);
    expect(metadata.reason).to.equal("Client explicitly NAK'ed message.\nnot today");
    expect(metadata.subscriptionEventNumber).to.equal(0);
  });

  it('come back as first tries when they are replayed', async () => {
    const stream = await parked(3);
    await client().replayParkedMessagesToStream(stream, group);
    const consumer = consume(client(), { stream, group });
    const received = await consumer.got(3);
    await parkedCount(stream, 0n);
    await consumer.stop();
    expect(revisionsOf(received)).to.deep.equal([0, 1, 2]);
    expect(received.map(({ retryCount }) => retryCount)).to.deep.equal([0, 0, 0]);
    expect(received[0]?.link?.streamId).to.equal(`$persistentsubscription-${stream}::${group}-parked`);
  });

  it('that were replayed and handled are gone from their stream', async () => {
    const stream = await parked(3);
    const consumer = consume(client(), { stream, group });
    await confirmed(consumer);
    await client().replayParkedMessagesToStream(stream, group);
    await consumer.got(3);
    const left = () => all(client().readStream(`$persistentsubscription-${stream}::${group}-parked`));
    await eventually(left, (found) => found.length === 0);
    await consumer.stop();
    expect(await left()).to.deep.equal([]);
  });

  it('come back up to the one that was asked for', async () => {
    const stream = await parked(5);
    const consumer = consume(client(), { stream, group });
    await confirmed(consumer);
    await client().replayParkedMessagesToStream(stream, group, { stopAt: 2 });
    await consumer.got(2);
    await parkedCount(stream, 3n);
    await consumer.stop();
    expect(revisionsOf(consumer.received)).to.deep.equal([0, 1]);
  });

  it('cannot be replayed up to a negative one', async () => {
    const stream = await create(0 + 1);
    const error = await errorFrom(client().replayParkedMessagesToStream(stream, group, { stopAt: -1 }));
    expect(error['type']).to.equal('persistent-subscription-failed');
  });

  it('may be parked again, and point at the event itself again', async () => {
    const stream = await parked(1);
    await client().replayParkedMessagesToStream(stream, group);
    const consumer = consume(client(), { stream, group }, parkAll);
    await consumer.got(1);
    const parkedStream = `$persistentsubscription-${stream}::${group}-parked`;
    const found = await eventually(
      () => all(client().readStream(parkedStream)),
      (links) => links.some(({ event }) => event?.revision === 1n),
    );
    await consumer.stop();
    expect(Buffer.from(found.at(-1)?.event?.data as Uint8Array).toString()).to.equal(`0@${stream}`);
  });

  it('are what is left of too many tries', async () => {
    const stream = await create(1, { maxRetryCount: 2 });
    const consumer = consume(client(), { stream, group }, (subscription, event) => {
      void subscription.nack(RETRY, 'again', event);
    });
    await parkedCount(stream, 1n);
    await consumer.stop();
    const [{ event } = {}] = await all(
      client().readStream(`$persistentsubscription-${stream}::${group}-parked`),
    );
    expect(consumer.received.map(({ retryCount }) => retryCount)).to.deep.equal([0, 1, 2]);
    expect((event?.metadata as { reason: string }).reason).to.equal('Reached retry count of 2');
  });

  it('of deleted streams do not come back', async () => {
    const stream = await parked(1);
    await client().deleteStream(stream);
    await client().replayParkedMessagesToStream(stream, group);
    await parkedCount(stream, 0n);
    await client().appendToStream(stream, events(1));
    const consumer = consume(client(), { stream, group });
    expect(revisionsOf(await consumer.got(1))).to.deep.equal([1]);
    await consumer.stop();
  });

  it('of a group of $all are not seen in $all, and come back too', async () => {
    const from = await mark(client());
    const toAll = fresh('all');
    const prefix = fresh('source');
    const filter = streamNameFilter({ prefixes: [prefix] });
    await client().createPersistentSubscriptionToAll(toAll, settingsOfAll(), { filter });
    await client().appendToStream(prefix, events(2));
    const consumer = collect(
      client().subscribeToPersistentSubscriptionToAll(toAll),
      (subscription, event) => {
        if (event.link === undefined) void subscription.nack(PARK, 'no', event);
        else acknowledge(subscription, event);
      },
    );
    await eventually(
      () => client().getPersistentSubscriptionToAllInfo(toAll),
      ({ stats }) => stats.parkedMessageCount === 2n,
    );
    await client().replayParkedMessagesToAll(toAll);
    await until(() => consumer.received.filter(({ link }) => link !== undefined).length === 2);
    await consumer.stop();
    const shown = await allSince(client(), from);
    const hidden = shown.filter(({ event }) => event?.streamId.startsWith('$persistentsubscription-$all::'));
    expect(hidden).to.deep.equal([]);
  });
});
