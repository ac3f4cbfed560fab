import {
  DISPATCH_TO_SINGLE,
  END,
  START,
  eventTypeFilter,
  persistentSubscriptionToAllSettingsFromDefaults,
  streamNameFilter,
} from '@eventstore/db-client';
import { expect } from 'chai';
import {
  collect,
  confirmed,
  consume,
  eventually,
  ignore,
  revisionsOf,
  settings,
} from '#test/embedded/eventstore/persistent-support.js';
import { errorFrom, events, fresh, useEndpoint } from '#test/embedded/eventstore/support.js';

describe('conformance: the groups of persistent subscriptions', () => {
  const store = useEndpoint();
  const client = () => store.client();

  it('exist once', async () => {
    const stream = fresh();
    await client().createPersistentSubscriptionToStream(stream, 'g', settings());
    const error = await errorFrom(client().createPersistentSubscriptionToStream(stream, 'g', settings()));
    expect([error['type'], error['streamName'], error['groupName']]).to.deep.equal([
      'persistent-subscription-exists',
      stream,
      'g',
    ]);
  });

  it('tell their settings', async () => {
    const stream = fresh();
    const wanted = settings({
      resolveLinkTos: true,
      extraStatistics: true,
      messageTimeout: 12_345,
      maxRetryCount: 3,
      checkPointAfter: 1_234,
      checkPointLowerBound: 5,
      checkPointUpperBound: 50,
      maxSubscriberCount: 7,
      liveBufferSize: 600,
      readBatchSize: 30,
      historyBufferSize: 700,
      startFrom: 4n,
      consumerStrategyName: DISPATCH_TO_SINGLE,
    });
    await client().createPersistentSubscriptionToStream(stream, 'g', wanted);
    const info = await client().getPersistentSubscriptionToStreamInfo(stream, 'g');
    expect(info.settings).to.deep.equal(wanted);
  });

  it('tell where they start, in words for the ends', async () => {
    const stream = fresh();
    await client().createPersistentSubscriptionToStream(stream, 'a', settings());
    await client().createPersistentSubscriptionToStream(stream, 'b', settings({ startFrom: END }));
    const group = fresh('ends');
    const toAll = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: END });
    await client().createPersistentSubscriptionToAll(group, toAll);
    const found = [
      (await client().getPersistentSubscriptionToStreamInfo(stream, 'a')).settings.startFrom,
      (await client().getPersistentSubscriptionToStreamInfo(stream, 'b')).settings.startFrom,
      (await client().getPersistentSubscriptionToAllInfo(group)).settings.startFrom,
    ];
    expect(found).to.deep.equal([START, END, END]);
  });

  it('tell what is going on', async () => {
    const stream = fresh();
    await client().appendToStream(stream, events(30));
    await client().createPersistentSubscriptionToStream(stream, 'g', settings({ extraStatistics: true }));
    const consumer = consume(client(), { stream, group: 'g', bufferSize: 5 }, (subscription, event) => {
      if (Number(event.event?.revision) < 10) void subscription.ack(event);
    });
    await consumer.got(15);
    const { stats, connections, status } = await eventually(
      () => client().getPersistentSubscriptionToStreamInfo(stream, 'g'),
      (info) => info.status === 'Live' && info.stats.totalItems === 15n,
    );
    await consumer.stop();
    expect(status).to.equal('Live');
    expect(stats.lastKnownEventRevision).to.equal(29n);
    expect([stats.totalInFlightMessages, stats.outstandingMessagesCount]).to.deep.equal([5, 5]);
    expect(Number(stats.liveBufferCount) + stats.readBufferCount).to.equal(15);
    expect(connections[0]?.availableSlots).to.equal(0);
    expect([...(connections[0]?.extraStatistics?.keys() ?? [])]).to.include('median');
  });

  it('are listed, of all sources and of one', async () => {
    const stream = fresh();
    await client().createPersistentSubscriptionToStream(stream, 'a', settings());
    await client().createPersistentSubscriptionToStream(stream, 'b', settings());
    const ofStream = await client().listPersistentSubscriptionsToStream(stream);
    const everything = await client().listAllPersistentSubscriptions();
    const ofAll = await client().listPersistentSubscriptionsToAll();
    expect(ofStream.map(({ groupName }) => groupName)).to.deep.equal(['a', 'b']);
    expect(everything.filter(({ eventSource }) => eventSource === stream)).to.have.length(2);
    expect(ofAll.map(({ eventSource }) => eventSource)).to.deep.equal(ofAll.map(() => '$all'));
  });

  it('of a source that never had one are not there', async () => {
    const stream = fresh();
    const error = await errorFrom(client().listPersistentSubscriptionsToStream(stream));
    expect([error['type'], error['streamName'], error['groupName']]).to.deep.equal([
      'persistent-subscription-does-not-exist',
      stream,
      '',
    ]);
  });

  it('that are not there cannot be asked, changed, deleted or replayed', async () => {
    const stream = fresh();
    const types = await Promise.all(
      [
        client().getPersistentSubscriptionToStreamInfo(stream, 'g'),
        client().updatePersistentSubscriptionToStream(stream, 'g', settings()),
        client().deletePersistentSubscriptionToStream(stream, 'g'),
        client().replayParkedMessagesToStream(stream, 'g'),
        client().deletePersistentSubscriptionToAll(fresh('never')),
      ].map(async (asked) => (await errorFrom(asked))['type']),
    );
    expect(new Set(types)).to.deep.equal(new Set(['persistent-subscription-does-not-exist']));
  });

  it('do not come to be with settings that contradict each other', async () => {
    const stream = fresh();
    const wanted = settings({ readBatchSize: 500, historyBufferSize: 500 });
    const error = await errorFrom(client().createPersistentSubscriptionToStream(stream, 'g', wanted));
    expect([error['type'], error['streamName'], error['groupName']]).to.deep.equal([
      'persistent-subscription-failed',
      stream,
      'g',
    ]);
    expect(error['reason']).to.match(/batch/i);
  });

  it('cannot begin after the end of $all', async () => {
    const startFrom = { commit: 10n ** 15n, prepare: 10n ** 15n };
    const wanted = persistentSubscriptionToAllSettingsFromDefaults({ startFrom });
    const error = await errorFrom(client().createPersistentSubscriptionToAll(fresh(), wanted));
    expect(error['type']).to.equal('persistent-subscription-failed');
  });

  it('cannot begin where prepare is after commit', async () => {
    const wanted = persistentSubscriptionToAllSettingsFromDefaults({
      startFrom: { commit: 1n, prepare: 2n },
    });
    const error = await errorFrom(client().createPersistentSubscriptionToAll(fresh(), wanted));
    expect(error['reason']).to.match(/prepare/i);
  });

  it('are refused a pattern that is none', async () => {
    const wanted = persistentSubscriptionToAllSettingsFromDefaults();
    const filter = eventTypeFilter({ regex: '(' });
    const error = await errorFrom(client().createPersistentSubscriptionToAll(fresh(), wanted, { filter }));
    expect(error.message).to.include('filter');
  });

  it('drop their consumers when they are changed, and go on with the new settings', async () => {
    const stream = fresh();
    await client().appendToStream(stream, events(3));
    await client().createPersistentSubscriptionToStream(stream, 'g', settings());
    const consumer = consume(client(), { stream, group: 'g' });
    await consumer.got(3);
    await client().updatePersistentSubscriptionToStream(stream, 'g', settings({ maxRetryCount: 99 }));
    const error = await consumer.failed;
    const info = await client().getPersistentSubscriptionToStreamInfo(stream, 'g');
    expect([error['type'], error['streamName'], error['groupName']]).to.deep.equal([
      'persistent-subscription-dropped',
      stream,
      'g',
    ]);
    expect(info.settings.maxRetryCount).to.equal(99);
  });

  it('keep their progress when they are changed', async () => {
    const stream = fresh();
    await client().appendToStream(stream, events(20));
    await client().createPersistentSubscriptionToStream(stream, 'g', settings());
    const acknowledged = new Set<number>();
    const consumer = consume(client(), { stream, group: 'g', bufferSize: 1 }, (subscription, event) => {
      void subscription.ack(event);
      acknowledged.add(Number(event.event?.revision));
    });
    await consumer.got(20);
    const info = () => client().getPersistentSubscriptionToStreamInfo(stream, 'g');
    await eventually(info, ({ stats }) => stats.outstandingMessagesCount === 0);
    await client().updatePersistentSubscriptionToStream(stream, 'g', settings());
    await client().appendToStream(stream, events(1));
    const again = consume(client(), { stream, group: 'g' });
    expect(revisionsOf(await again.got(1))).to.deep.equal([20]);
    await again.stop();
  });

  it('begin at a new start while they have no checkpoint', async () => {
    const stream = fresh();
    await client().appendToStream(stream, events(6));
    await client().createPersistentSubscriptionToStream(stream, 'g', settings());
    await client().updatePersistentSubscriptionToStream(stream, 'g', settings({ startFrom: 4n }));
    const consumer = consume(client(), { stream, group: 'g' });
    expect(revisionsOf(await consumer.got(2))).to.deep.equal([4, 5]);
    await consumer.stop();
  });

  it('keep their filter when they are changed', async () => {
    const group = fresh('filtered');
    const prefix = fresh('kept');
    const wanted = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: END });
    const filter = streamNameFilter({ prefixes: [prefix] });
    await client().createPersistentSubscriptionToAll(group, wanted, { filter });
    await client().updatePersistentSubscriptionToAll(group, wanted);
    const consumer = collect(client().subscribeToPersistentSubscriptionToAll(group));
    await confirmed(consumer);
    await client().appendToStream(fresh('other'), events(3));
    await client().appendToStream(prefix, events(1));
    expect((await consumer.got(1)).map(({ event }) => event?.streamId)).to.deep.equal([prefix]);
    await consumer.stop();
  });

  it('drop their consumers when they are deleted', async () => {
    const stream = fresh();
    await client().createPersistentSubscriptionToStream(stream, 'g', settings());
    const consumer = consume(client(), { stream, group: 'g' }, ignore);
    await confirmed(consumer);
    await client().deletePersistentSubscriptionToStream(stream, 'g');
    expect((await consumer.failed)['type']).to.equal('persistent-subscription-dropped');
  });

  it('begin anew when they are created again', async () => {
    const stream = fresh();
    await client().appendToStream(stream, events(30));
    const every = settings({ checkPointUpperBound: 1, checkPointLowerBound: 1 });
    await client().createPersistentSubscriptionToStream(stream, 'g', every);
    const consumer = consume(client(), { stream, group: 'g' });
    await consumer.got(30);
    await client().deletePersistentSubscriptionToStream(stream, 'g');
    await client().createPersistentSubscriptionToStream(stream, 'g', every);
    const again = consume(client(), { stream, group: 'g' });
    expect(revisionsOf(await again.got(30))[0]).to.equal(0);
    await again.stop();
  });

  it('all begin anew from what is stored when the subsystem is restarted', async () => {
    const stream = fresh();
    await client().createPersistentSubscriptionToStream(stream, 'g', settings());
    const consumer = consume(client(), { stream, group: 'g' });
    await confirmed(consumer);
    await client().restartPersistentSubscriptionSubsystem();
    expect((await consumer.failed)['type']).to.equal('persistent-subscription-dropped');
    await client().appendToStream(stream, events(1));
    const again = consume(client(), { stream, group: 'g' });
    await again.got(1);
    await again.stop();
  });

  it('asked for at the same time come to be once', async () => {
    const stream = fresh();
    const asked = Array.from({ length: 8 }, () =>
      client().createPersistentSubscriptionToStream(stream, 'g', settings()),
    );
    const results = await Promise.allSettled(asked);
    expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
  });
});
