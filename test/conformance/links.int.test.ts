import { START, binaryEvent, streamNameFilter, type ResolvedEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { consume, settings } from '#test/embedded/eventstore/persistent-support.js';
import { all, events, fresh, take, useEndpoint } from '#test/embedded/eventstore/support.js';

describe('conformance: links', () => {
  const store = useEndpoint();
  const link = (text: string) => binaryEvent({ type: '$>', data: Buffer.from(text) });

  /** A stream of links to all events of another, which is deleted when wanted. */
  const linked = async (count: number): Promise<{ target: string; links: string }> => {
    const target = fresh('target');
    const links = fresh('links');
    await store.client().appendToStream(target, events(count));
    await store.client().appendToStream(
      links,
      Array.from({ length: count }, (_, n) => link(`${String(n)}@${target}`)),
    );
    return { target, links };
  };

  const read = (stream: string): Promise<ResolvedEvent[]> =>
    all(store.client().readStream(stream, { resolveLinkTos: true }));

  const shapes = (found: readonly ResolvedEvent[]): string[] =>
    found.map(({ event, link: by }) => [event?.streamId ?? '-', by?.streamId ?? '-'].join(' by '));

  it('are ordinary events unless they are to be resolved', async () => {
    const { links } = await linked(1);
    const [found] = await all(store.client().readStream(links));
    expect([found?.event?.type, found?.link]).to.deep.equal(['$>', undefined]);
  });

  it('show the event they name and themselves', async () => {
    const { target, links } = await linked(2);
    expect(shapes(await read(links))).to.deep.equal([`${target} by ${links}`, `${target} by ${links}`]);
  });

  it('keep their own place in commit positions', async () => {
    const { links } = await linked(1);
    const [found] = await read(links);
    expect(found?.commitPosition).to.equal(found?.link?.position?.commit);
    expect(found?.event?.position?.commit).to.not.equal(found?.commitPosition);
  });

  it('whose event is deleted are shown alone', async () => {
    const { target, links } = await linked(1);
    await store.client().deleteStream(target);
    expect(shapes(await read(links))).to.deep.equal([`- by ${links}`]);
  });

  it('whose event is truncated are shown alone', async () => {
    const { target, links } = await linked(2);
    await store.client().setStreamMetadata(target, { truncateBefore: 1 });
    expect(shapes(await read(links))).to.deep.equal([`- by ${links}`, `${target} by ${links}`]);
  });

  it('that name no revision are ordinary events', async () => {
    const links = fresh('links');
    await store.client().appendToStream(links, link('x@y'));
    expect(shapes(await read(links))).to.deep.equal([`${links} by -`]);
  });

  it('to links are followed one step', async () => {
    const { links } = await linked(1);
    const second = fresh('links');
    await store.client().appendToStream(second, link(`0@${links}`));
    expect(shapes(await read(second))).to.deep.equal([`${links} by ${second}`]);
  });

  it('are resolved in subscriptions to streams', async () => {
    const { target, links } = await linked(2);
    const subscription = store
      .client()
      .subscribeToStream(links, { fromRevision: START, resolveLinkTos: true });
    expect(shapes(await take(subscription, 2))[1]).to.equal(`${target} by ${links}`);
  });

  it('are resolved in subscriptions to $all, filtered by what they are themselves', async () => {
    const { target, links } = await linked(1);
    const filter = streamNameFilter({ prefixes: [links] });
    const subscription = store.client().subscribeToAll({ filter, resolveLinkTos: true });
    expect(shapes(await take(subscription, 1))).to.deep.equal([`${target} by ${links}`]);
  });

  it('are resolved in persistent subscriptions, and acknowledged by their own id', async () => {
    const { target, links } = await linked(15);
    await store.client().createPersistentSubscriptionToStream(links, 'g', settings({ resolveLinkTos: true }));
    const consumer = consume(store.client(), { stream: links, group: 'g', bufferSize: 1 });
    const received = await consumer.got(15);
    await consumer.stop();
    expect(new Set(received.map(({ event }) => event?.streamId))).to.deep.equal(new Set([target]));
    expect(new Set(received.map(({ link: by }) => by?.streamId))).to.deep.equal(new Set([links]));
  });
});
