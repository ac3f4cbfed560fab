import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { indexed, PROJECTIONS, textsOf } from './projection-support.js';
import { all, errorFrom, events, fresh, revisions, take, useStore } from './support.js';

/** A category nobody else writes to. */
const category = (): string => `c${randomUUID().replaceAll('-', '')}`;

describe('event store: system projections', () => {
  const store = useStore();

  it('are off unless somebody switches them on', async () => {
    const found = await store.client().listProjections();
    expect(found.map(({ name, projectionStatus }) => [name, projectionStatus])).to.deep.equal(
      PROJECTIONS.map((name) => [name, 'Stopped']),
    );
  });

  it('write nothing while they are off', async () => {
    const name = category();
    await store.client().appendToStream(`${name}-1`, events(3));
    const found = await all(store.client().readAll());
    expect(found.filter(({ event }) => event?.type === '$>')).to.deep.equal([]);
  });
});

describe('event store: system projections that are on', () => {
  const store = useStore();
  before(async () => {
    for (const name of PROJECTIONS) await store.client().enableProjection(name);
  });

  it('run', async () => {
    const { projectionStatus, progress } = await store.client().getProjectionStatus('$by_category');
    expect([projectionStatus, progress > 0]).to.deep.equal(['Running', true]);
  });

  it('link the events of a category in the order of the log', async () => {
    const name = category();
    for (const stream of ['a', 'b-c', 'a'])
      await store.client().appendToStream(`${name}-${stream}`, events(1));
    await indexed(store.client(), '$by_category');
    const expected = [`0@${name}-a`, `0@${name}-b-c`, `1@${name}-a`];
    expect(await textsOf(store.client(), `$ce-${name}`)).to.deep.equal(expected);
  });

  it('give no category to names without a dash, nor to the system', async () => {
    const name = category();
    for (const stream of [name, `-${name}`, `$${name}-1`])
      await store.client().appendToStream(stream, events(1));
    await indexed(store.client(), '$by_category');
    const written = (await all(store.client().readAll())).map(({ event }) => event?.streamId ?? '');
    expect(written.filter((stream) => stream.startsWith('$ce-') && stream.includes(name))).to.deep.equal([]);
  });

  it('forward a link of a category as what it links to', async () => {
    const name = category();
    const link = { ...jsonEvent({ type: '$>', data: {} }), contentType: 'application/octet-stream' as const };
    await store.client().appendToStream(`${name}-links`, { ...link, data: Buffer.from('7@elsewhere') });
    await indexed(store.client(), '$by_category');
    expect(await textsOf(store.client(), `$ce-${name}`)).to.deep.equal(['7@elsewhere']);
  });

  it('show the events themselves to a reader that wants links resolved', async () => {
    const name = category();
    await store.client().appendToStream(`${name}-1`, events(3));
    await indexed(store.client(), '$by_category');
    const found = await all(store.client().readStream(`$ce-${name}`, { resolveLinkTos: true }));
    expect(found.map(({ event }) => event?.streamId)).to.deep.equal(Array(3).fill(`${name}-1`));
    expect(revisions(found)).to.deep.equal([0, 1, 2]);
  });

  it('feed a subscription to a category as events come', async () => {
    const name = category();
    const subscription = store.client().subscribeToStream(`$ce-${name}`, { resolveLinkTos: true });
    const found = take(subscription, 4);
    for (let n = 0; n < 4; n++) await store.client().appendToStream(`${name}-${n}`, events(1));
    expect((await found).map(({ event }) => event?.streamId)).to.deep.equal(
      [0, 1, 2, 3].map((n) => `${name}-${n}`),
    );
  });

  it('link the events of a type, of any stream', async () => {
    const type = category();
    const [one, other] = [fresh(), fresh('$system')];
    await store.client().appendToStream(one, events(2, type));
    await store.client().appendToStream(other, events(1, type));
    await indexed(store.client(), '$by_event_type');
    expect(await textsOf(store.client(), `$et-${type}`)).to.deep.equal([
      `0@${one}`,
      `1@${one}`,
      `0@${other}`,
    ]);
  });

  it('link deletions as a type of their own', async () => {
    const [soft, hard] = [fresh(), fresh()];
    for (const stream of [soft, hard]) await store.client().appendToStream(stream, events(1));
    await store.client().deleteStream(soft);
    await store.client().tombstoneStream(hard);
    await indexed(store.client(), '$by_event_type');
    const found = await textsOf(store.client(), '$et-$deleted');
    expect(found.slice(-2)).to.deep.equal([`0@$$${soft}`, `9223372036854775807@${hard}`]);
  });

  it('list every stream once', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(2));
    await store.client().appendToStream(stream, events(2));
    await indexed(store.client(), '$streams');
    const found = await textsOf(store.client(), '$streams');
    expect(found.filter((text) => text.endsWith(stream))).to.deep.equal([`0@${stream}`]);
  });

  it('name the streams of a category', async () => {
    const name = category();
    for (const stream of ['a', 'b', 'a']) await store.client().appendToStream(`${name}-${stream}`, events(1));
    await indexed(store.client(), '$stream_by_category');
    const found = await all(store.client().readStream(`$category-${name}`));
    expect(found.map(({ event }) => event?.type)).to.deep.equal(['$@', '$@']);
    expect(await textsOf(store.client(), `$category-${name}`)).to.deep.equal([`${name}-a`, `${name}-b`]);
  });

  it('link what belongs together, with its time', async () => {
    const [id, stream] = [randomUUID(), fresh()];
    const event = () => jsonEvent({ type: 'Correlated', data: {}, metadata: { $correlationId: id } });
    await store.client().appendToStream(stream, [event(), ...events(1), event()]);
    await indexed(store.client(), '$by_correlation_id');
    expect(await textsOf(store.client(), `$bc-${id}`)).to.deep.equal([`0@${stream}`, `2@${stream}`]);
    const [link] = await all(store.client().readStream(`$bc-${id}`));
    const { $eventTimestamp } = link?.event?.metadata as { $eventTimestamp: string };
    expect(new Date($eventTimestamp).toISOString()).to.equal($eventTimestamp);
  });

  it('come to rest when nothing is written', async () => {
    for (const name of PROJECTIONS) await indexed(store.client(), name);
    const positions = async () => (await store.client().listProjections()).map(({ position }) => position);
    for (const name of PROJECTIONS) await indexed(store.client(), name);
    const before = await positions();
    await store.client().readStream('$streams', { maxCount: 1 }).cancel();
    expect(await positions()).to.deep.equal(before);
  });

  it('go on when somebody writes to an index stream', async () => {
    const name = category();
    await store.client().appendToStream(`${name}-1`, events(1));
    await indexed(store.client(), '$by_category');
    await store.client().appendToStream(`$ce-${name}`, events(1));
    await store.client().appendToStream(`${name}-1`, events(1));
    await indexed(store.client(), '$by_category');
    const found = await all(store.client().readStream(`$ce-${name}`));
    expect(found.map(({ event }) => event?.type)).to.deep.equal(['$>', 'Happened', '$>']);
  });

  it('leave an index stream alone that was deleted for ever', async () => {
    const name = category();
    await store.client().appendToStream(`${name}-1`, events(1));
    await indexed(store.client(), '$by_category');
    await store.client().tombstoneStream(`$ce-${name}`);
    await store.client().appendToStream(`${name}-1`, events(1));
    await indexed(store.client(), '$by_category');
    const error = await errorFrom(all(store.client().readStream(`$ce-${name}`)));
    expect(error['type']).to.equal('stream-deleted');
  });
});

describe('event store: switching a projection', () => {
  const store = useStore();

  it('off stops its links, and on again goes on where it was', async () => {
    const name = category();
    await store.client().enableProjection('$by_category');
    await store.client().appendToStream(`${name}-1`, events(1));
    await indexed(store.client(), '$by_category');
    await store.client().disableProjection('$by_category');
    await store.client().appendToStream(`${name}-1`, events(1));
    const { projectionStatus } = await store.client().getProjectionStatus('$by_category');
    const off = await textsOf(store.client(), `$ce-${name}`);
    await store.client().enableProjection('$by_category');
    await indexed(store.client(), '$by_category');
    const on = await textsOf(store.client(), `$ce-${name}`);
    expect([projectionStatus, off, on]).to.deep.equal([
      'Stopped',
      [`0@${name}-1`],
      [`0@${name}-1`, `1@${name}-1`],
    ]);
  });

  it('holds over a restart', async () => {
    const name = category();
    await store.client().enableProjection('$by_category');
    await store.restart();
    await store.client().appendToStream(`${name}-1`, events(1));
    await indexed(store.client(), '$by_category');
    expect(await textsOf(store.client(), `$ce-${name}`)).to.deep.equal([`0@${name}-1`]);
  });

  it('back to the start writes nothing twice', async () => {
    const name = category();
    await store.client().enableProjection('$by_category');
    await store.client().appendToStream(`${name}-1`, events(5));
    await indexed(store.client(), '$by_category');
    await store.client().resetProjection('$by_category');
    await indexed(store.client(), '$by_category');
    await store.client().appendToStream(`${name}-1`, events(1));
    await indexed(store.client(), '$by_category');
    expect(await textsOf(store.client(), `$ce-${name}`)).to.deep.equal(
      [0, 1, 2, 3, 4, 5].map((n) => `${n}@${name}-1`),
    );
  });

  it('may be all of them, started anew', async () => {
    await store.client().enableProjection('$streams');
    await store.client().restartSubsystem();
    const { projectionStatus } = await store.client().getProjectionStatus('$streams');
    expect(projectionStatus).to.equal('Running');
  });
});

describe('event store: a projection that is asked for', () => {
  const store = useStore();

  it('has an empty state and result, as links are all it makes', async () => {
    const state = await store.client().getProjectionState('$by_category');
    const result = await store.client().getProjectionResult('$by_category');
    expect([state, result]).to.deep.equal([{}, {}]);
  });

  for (const call of [
    'enableProjection',
    'disableProjection',
    'resetProjection',
    'getProjectionStatus',
    'getProjectionState',
    'getProjectionResult',
    'deleteProjection',
  ] as const) {
    it(`is not found by ${call} when there is none`, async () => {
      const error = await errorFrom(store.client()[call]('mine'));
      expect(error).to.include({ type: 'not-found' });
      expect(error.message).to.include("Projection 'mine' not found");
    });
  }

  for (const options of [{}, { trackEmittedStreams: true }]) {
    it(`cannot be written by users (${JSON.stringify(options)})`, async () => {
      const error = await errorFrom(store.client().createProjection('mine', 'fromAll()', options));
      expect(error.message).to.include('User-written projections are not supported');
    });
  }
});
