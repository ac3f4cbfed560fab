import { END } from '@eventstore/db-client';
import { expect } from 'chai';
import {
  all,
  events,
  fresh,
  revisions,
  take,
  until,
  useEndpoint,
} from '#test/embedded/eventstore/support.js';

describe('conformance: a subscription to a stream', () => {
  const store = useEndpoint();

  it('starts with history and goes on live, without gap or repetition', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(100));
    const found = take(store.client().subscribeToStream(stream), 200);
    for (let n = 0; n < 20; n++) await store.client().appendToStream(stream, events(5));
    expect(revisions(await found)).to.deep.equal(Array.from({ length: 200 }, (_, n) => n));
  });

  it('starts after the given revision', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(3));
    const found = await take(store.client().subscribeToStream(stream, { fromRevision: 0n }), 2);
    expect(revisions(found)).to.deep.equal([1, 2]);
  });

  it('from the end shows only what comes after its confirmation', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(3));
    const subscription = store.client().subscribeToStream(stream, { fromRevision: END });
    const found = take(subscription, 1);
    await new Promise((resolve) => subscription.once('confirmation', resolve));
    await store.client().appendToStream(stream, events(1));
    expect(revisions(await found)).to.deep.equal([3]);
  });

  it('from the future waits until events pass it', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(2));
    const subscription = store.client().subscribeToStream(stream, { fromRevision: 3n });
    const found = take(subscription, 1);
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    await store.client().appendToStream(stream, events(4));
    expect(revisions(await found)).to.deep.equal([4]);
  });

  it('may wait for a stream that does not exist yet', async () => {
    const stream = fresh('設計');
    const subscription = store.client().subscribeToStream(stream);
    const found = take(subscription, 2);
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    await store.client().appendToStream(stream, events(2));
    expect(revisions(await found)).to.deep.equal([0, 1]);
  });

  it('says when it has caught up, once', async () => {
    const stream = fresh();
    let caughtUp = 0;
    await store.client().appendToStream(stream, events(2));
    const subscription = store.client().subscribeToStream(stream);
    subscription.on('caughtUp', () => caughtUp++);
    const found = take(subscription, 4);
    await until(() => caughtUp > 0);
    await store.client().appendToStream(stream, events(1));
    await store.client().appendToStream(stream, events(1));
    await found;
    expect(caughtUp).to.equal(1);
  });

  it('follows a stream through deletion and recreation', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(2));
    await store.client().deleteStream(stream);
    const found = take(store.client().subscribeToStream(stream), 1);
    await store.client().appendToStream(stream, events(1));
    expect(revisions(await found)).to.deep.equal([2]);
  });

  it('loses nothing when its reader is slow', async () => {
    const stream = fresh();
    const subscription = store.client().subscribeToStream(stream);
    const found: number[] = [];
    subscription.on('data', ({ event }) => found.push(Number(event?.revision)));
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    subscription.pause();
    for (let n = 0; n < 20; n++) await store.client().appendToStream(stream, events(100));
    expect(found.length).to.be.lessThan(2000);
    subscription.resume();
    await until(() => found.length >= 2000);
    await subscription.unsubscribe();
    expect(found).to.deep.equal(Array.from({ length: 2000 }, (_, n) => n));
  });

  it('ends quietly when it is given up', async () => {
    const subscription = store.client().subscribeToStream(fresh());
    const found = all(subscription);
    await new Promise((resolve) => subscription.once('confirmation', resolve));
    await subscription.unsubscribe();
    expect(await found).to.deep.equal([]);
  });
});
