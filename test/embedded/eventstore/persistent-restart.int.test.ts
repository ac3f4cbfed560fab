import { PARK } from '@eventstore/db-client';
import { expect } from 'chai';
import { consume, eventually, ignore, revisionsOf, settings } from './persistent-support.js';
import { events, fresh, useStore } from './support.js';

describe('event store: persistent subscriptions after a restart', () => {
  const store = useStore();
  const group = 'g';
  const info = (stream: string) => store.client().getPersistentSubscriptionToStreamInfo(stream, group);

  it('are there with their settings', async () => {
    const stream = fresh();
    const wanted = settings({ maxRetryCount: 42, startFrom: 7n });
    await store.client().createPersistentSubscriptionToStream(stream, group, wanted);
    await store.restart();
    expect((await info(stream)).settings).to.deep.equal(wanted);
  });

  it('do not come back when they were deleted', async () => {
    const stream = fresh();
    await store.client().createPersistentSubscriptionToStream(stream, group, settings());
    await store.client().deletePersistentSubscriptionToStream(stream, group);
    await store.restart();
    const { type } = await consume(store.client(), { stream, group }).failed;
    expect(type).to.equal('persistent-subscription-does-not-exist');
  });

  it('are there although somebody else wrote where they are kept', async () => {
    const stream = fresh();
    await store.client().createPersistentSubscriptionToStream(stream, group, settings());
    await store.client().appendToStream('$persistentSubscriptionConfig', events(1));
    await store.restart();
    expect((await info(stream)).groupName).to.equal(group);
  });

  it('go on after what was handled', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(25));
    await store.client().createPersistentSubscriptionToStream(stream, group, settings());
    const consumer = consume(store.client(), { stream, group });
    await consumer.got(25);
    await eventually(
      () => info(stream),
      ({ stats }) => stats.outstandingMessagesCount === 0,
    );
    await consumer.stop();
    await store.restart();
    await store.client().appendToStream(stream, events(2));
    const again = consume(store.client(), { stream, group });
    expect(revisionsOf(await again.got(2))).to.deep.equal([25, 26]);
    await again.stop();
  });

  it('deliver again what was not acknowledged', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(3));
    await store.client().createPersistentSubscriptionToStream(stream, group, settings());
    const consumer = consume(store.client(), { stream, group }, ignore);
    await consumer.got(3);
    await consumer.stop();
    await store.restart();
    const again = consume(store.client(), { stream, group });
    expect(revisionsOf(await again.got(3))).to.deep.equal([0, 1, 2]);
    await again.stop();
  });

  it('from the end still deliver what came while nobody listened', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(3));
    await store.client().createPersistentSubscriptionToStream(stream, group, settings({ startFrom: 'end' }));
    await store.client().appendToStream(stream, events(2));
    await store.restart();
    const consumer = consume(store.client(), { stream, group });
    expect(revisionsOf(await consumer.got(2))).to.deep.equal([3, 4]);
    await consumer.stop();
  });

  it('still have their parked messages', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(1));
    await store.client().createPersistentSubscriptionToStream(stream, group, settings());
    const consumer = consume(store.client(), { stream, group }, (subscription, event) => {
      void subscription.nack(PARK, 'later', event);
    });
    await eventually(
      () => info(stream),
      ({ stats }) => stats.parkedMessageCount === 1n,
    );
    await consumer.stop();
    await store.restart();
    expect((await info(stream)).stats.parkedMessageCount).to.equal(1n);
  });

  it('show a checkpoint after enough progress', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(20));
    const changes = { checkPointUpperBound: 10, checkPointLowerBound: 10 };
    await store.client().createPersistentSubscriptionToStream(stream, group, settings(changes));
    const consumer = consume(store.client(), { stream, group });
    const { stats } = await eventually(
      () => info(stream),
      (found) => (found.stats.lastCheckpointedEventRevision ?? 0n) >= 9n,
    );
    await consumer.stop();
    expect(Number(stats.lastCheckpointedEventRevision)).to.be.at.least(9);
  });
});
