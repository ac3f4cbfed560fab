import { PARK, RETRY, SKIP, STOP, jsonEvent, streamNameFilter } from '@eventstore/db-client';
import { expect } from 'chai';
import {
  acknowledge,
  collect,
  confirmed,
  consume,
  eventually,
  ignore,
  revisionsOf,
  settings,
  settingsOfAll,
} from '#test/embedded/eventstore/persistent-support.js';
import { errorFrom, events, fresh, until, useEndpoint } from '#test/embedded/eventstore/support.js';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe('conformance: a persistent subscription to a stream', () => {
  const store = useEndpoint();

  /** A stream with events and a group on it. */
  const prepared = async (
    count: number,
    changes: Parameters<typeof settings>[0] = {},
  ): Promise<{ stream: string; group: string }> => {
    const at = { stream: fresh('work'), group: 'workers' };
    if (count > 0) await store.client().appendToStream(at.stream, events(count));
    await store.client().createPersistentSubscriptionToStream(at.stream, at.group, settings(changes));
    return at;
  };

  it('delivers what is there and what comes, in order', async () => {
    const at = await prepared(150);
    const consumer = consume(store.client(), at);
    await consumer.got(150);
    await store.client().appendToStream(at.stream, events(50));
    const received = await consumer.got(200);
    await consumer.stop();
    expect(revisionsOf(received)).to.deep.equal(upTo(200));
  });

  it('follows a stream that appears later', async () => {
    const at = await prepared(0);
    const consumer = consume(store.client(), at);
    await confirmed(consumer);
    await store.client().appendToStream(at.stream, events(2));
    expect(revisionsOf(await consumer.got(2))).to.deep.equal([0, 1]);
    await consumer.stop();
  });

  it('tells a first try from others', async () => {
    const at = await prepared(1);
    const consumer = consume(store.client(), at, (subscription, event) => {
      if (event.retryCount < 2) void subscription.nack(RETRY, 'again', event);
      else acknowledge(subscription, event);
    });
    const received = await consumer.got(3);
    await consumer.stop();
    expect(received.map(({ retryCount }) => retryCount)).to.deep.equal([0, 1, 2]);
  });

  it('includes the revision it starts from', async () => {
    const at = await prepared(5, { startFrom: 3n });
    const consumer = consume(store.client(), at);
    expect(revisionsOf(await consumer.got(2))).to.deep.equal([3, 4]);
    await consumer.stop();
  });

  it('from the end delivers only what comes after its creation', async () => {
    const at = await prepared(3, { startFrom: 'end' });
    await store.client().appendToStream(at.stream, events(2));
    const consumer = consume(store.client(), at);
    expect(revisionsOf(await consumer.got(2))).to.deep.equal([3, 4]);
    await consumer.stop();
  });

  it('sends no more than the consumer has slots', async () => {
    const at = await prepared(20);
    const consumer = consume(store.client(), { ...at, bufferSize: 4 }, ignore);
    await consumer.got(4);
    const { connections } = await store.client().getPersistentSubscriptionToStreamInfo(at.stream, at.group);
    expect(connections.map(({ inFlightMessages }) => inFlightMessages)).to.deep.equal([4]);
    expect(consumer.received).to.have.length(4);
    await consumer.stop();
  });

  it('goes on without what was skipped, or refused with stop', async () => {
    const at = await prepared(4);
    const consumer = consume(store.client(), { ...at, bufferSize: 1 }, (subscription, event) => {
      void subscription.nack(event.event?.revision === 1n ? SKIP : STOP, 'no', event);
    });
    expect(revisionsOf(await consumer.got(4))).to.deep.equal([0, 1, 2, 3]);
    await consumer.stop();
  });

  it('tries again what was not answered in time', async () => {
    const at = await prepared(1, { messageTimeout: 50 });
    const consumer = consume(store.client(), at, (subscription, event) => {
      if (event.retryCount > 0) acknowledge(subscription, event);
    });
    const received = await consumer.got(2);
    await consumer.stop();
    expect(received.map(({ retryCount }) => retryCount)).to.deep.equal([0, 1]);
  });

  it('gives to others what a consumer that left did not answer', async () => {
    const at = await prepared(3);
    const first = consume(store.client(), at, ignore);
    await first.got(3);
    await first.stop();
    const second = consume(store.client(), at);
    const received = await second.got(3);
    await second.stop();
    expect(received.map(({ retryCount }) => retryCount)).to.deep.equal([1, 1, 1]);
  });

  it('answers nothing about ids it does not know', async () => {
    const at = await prepared(1);
    const consumer = consume(store.client(), at, (subscription, event) => {
      // By the second time its id is not known any more.
      void subscription.ack(event, event);
    });
    await consumer.got(1);
    await store.client().appendToStream(at.stream, events(1));
    expect(revisionsOf(await consumer.got(2))).to.deep.equal([0, 1]);
    await consumer.stop();
  });

  it('delivers the same event id twice when it is there twice', async () => {
    const at = await prepared(0);
    const event = jsonEvent({ type: 'Twice', data: {} });
    await store.client().appendToStream(at.stream, [event, event]);
    const consumer = consume(store.client(), at);
    expect(revisionsOf(await consumer.got(2))).to.deep.equal([0, 1]);
    await consumer.stop();
  });

  it('does not let one event in the way of others', async () => {
    const at = await prepared(30);
    const consumer = consume(store.client(), { ...at, bufferSize: 2 }, (subscription, event) => {
      if (event.event?.revision !== 0n) acknowledge(subscription, event);
    });
    expect(revisionsOf(await consumer.got(30))).to.deep.equal(upTo(30));
    await consumer.stop();
  });

  it('accepts as many consumers as it may have', async () => {
    const at = await prepared(0, { maxSubscriberCount: 1 });
    const first = consume(store.client(), at);
    await confirmed(first);
    const second = consume(store.client(), at);
    const { type, streamName, groupName } = await second.failed;
    await first.stop();
    expect([type, streamName, groupName]).to.deep.equal(['maximum-subscribers-reached', at.stream, at.group]);
  });

  it('has room again when a consumer left', async () => {
    const at = await prepared(1, { maxSubscriberCount: 1 });
    const first = consume(store.client(), at, ignore);
    await first.got(1);
    await first.stop();
    const info = () => store.client().getPersistentSubscriptionToStreamInfo(at.stream, at.group);
    await eventually(info, ({ connections }) => connections.length === 0);
    const second = consume(store.client(), at);
    await Promise.race([second.got(1), second.failed]);
    await second.stop();
    expect(second.received).to.have.length(1);
  });

  it('that does not exist is told by name', async () => {
    const stream = fresh('nowhere');
    const { type, streamName, groupName, message } = await consume(store.client(), { stream, group: 'g' })
      .failed;
    expect([type, streamName, groupName]).to.deep.equal([
      'persistent-subscription-does-not-exist',
      stream,
      'g',
    ]);
    expect(message).to.include(`Subscription group g on stream ${stream} does not exist.`);
  });

  it('keeps a name that is not ASCII readable in its errors', async () => {
    const stream = fresh('設計');
    const error = await errorFrom(store.client().deletePersistentSubscriptionToStream(stream, 'グループ'));
    expect(decodeURI(String(error['groupName']))).to.equal('グループ');
  });
});

describe('conformance: a persistent subscription to $all', () => {
  const store = useEndpoint();

  it('delivers what passes its filter', async () => {
    const prefix = fresh('only');
    const group = fresh('filtered');
    await store.client().appendToStream(fresh('other'), events(40));
    await store.client().appendToStream(`${prefix}-a`, events(2));
    await store.client().createPersistentSubscriptionToAll(group, settingsOfAll(), {
      filter: streamNameFilter({ prefixes: [prefix] }),
    });
    const consumer = collect(store.client().subscribeToPersistentSubscriptionToAll(group));
    await consumer.got(2);
    await store.client().appendToStream(fresh('other'), events(300));
    await store.client().appendToStream(`${prefix}-b`, events(1));
    const received = await consumer.got(3);
    await consumer.stop();
    expect(received.map(({ event }) => event?.streamId)).to.deep.equal([
      `${prefix}-a`,
      `${prefix}-a`,
      `${prefix}-b`,
    ]);
  });

  it('never sees its own checkpoints and parked messages', async () => {
    const group = fresh('own');
    const changes = { startFrom: 'end', checkPointUpperBound: 1, checkPointLowerBound: 1 } as const;
    await store.client().createPersistentSubscriptionToAll(group, settingsOfAll(changes));
    const consumer = collect(
      store.client().subscribeToPersistentSubscriptionToAll(group),
      (subscription, event) => {
        void subscription.nack(PARK, 'seen', event);
      },
    );
    await confirmed(consumer);
    const last = fresh('last');
    await store.client().appendToStream(fresh('first'), events(5));
    await store.client().appendToStream(last, events(1));
    await until(() => consumer.received.some(({ event }) => event?.streamId === last));
    await consumer.stop();
    const own = consumer.received.filter(({ event }) =>
      event?.streamId.startsWith('$persistentsubscription-'),
    );
    expect(own).to.deep.equal([]);
  });
});
