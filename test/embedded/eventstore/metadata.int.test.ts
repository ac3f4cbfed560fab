import { BACKWARDS, END, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { all, events, fresh, revisions, take, useStore } from './support.js';

describe('event store: stream metadata', () => {
  const store = useStore();

  it('comes back as it was set', async () => {
    const stream = fresh();
    await store.client().setStreamMetadata(stream, { maxCount: 3, maxAge: 20, colour: 'red' });
    const { metadata } = await store.client().getStreamMetadata<{ colour: string }>(stream);
    expect(metadata).to.deep.equal({ maxCount: 3, maxAge: 20, colour: 'red' });
  });

  it('limits the visible events to the newest', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(5));
    await store.client().setStreamMetadata(stream, { maxCount: 1 });
    expect(revisions(await all(store.client().readStream(stream)))).to.deep.equal([4]);
  });

  it('applies to the appends that follow it', async () => {
    const stream = fresh();
    await store.client().setStreamMetadata(stream, { maxCount: 2 });
    await store.client().appendToStream(stream, events(5));
    const back = store.client().readStream(stream, { direction: BACKWARDS, fromRevision: END });
    expect(revisions(await all(back))).to.deep.equal([4, 3]);
  });

  it('hides what is before its truncation', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(5));
    await store.client().setStreamMetadata(stream, { truncateBefore: 3 });
    expect(revisions(await all(store.client().readStream(stream)))).to.deep.equal([3, 4]);
  });

  it('leaves an empty stream, not a missing one, when all is truncated', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(2));
    await store.client().setStreamMetadata(stream, { truncateBefore: 100 });
    expect(await all(store.client().readStream(stream))).to.deep.equal([]);
  });

  it('hides events older than its age', async () => {
    const stream = fresh();
    await store.client().setStreamMetadata(stream, { maxAge: 1 });
    await store.client().appendToStream(stream, events(1));
    const deadline = Date.now() + 5_000;
    let visible = 1;
    while (visible > 0 && Date.now() < deadline) {
      visible = (await all(store.client().readStream(stream))).length;
    }
    expect(visible).to.equal(0);
  });

  it('does not change the expected revision', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(3));
    await store.client().setStreamMetadata(stream, { truncateBefore: 3 });
    const result = await store.client().appendToStream(stream, events(1), { expectedRevision: 2n });
    expect(result.nextExpectedRevision).to.equal(3n);
  });

  it('counts as empty when it is not JSON of the right kind', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(2));
    await store
      .client()
      .appendToStream(`$$${stream}`, jsonEvent({ type: '$metadata', data: { $maxCount: 'one' } }));
    expect(await all(store.client().readStream(stream))).to.have.length(2);
  });

  it('shows only its latest version, at its true revision', async () => {
    const stream = fresh();
    await store.client().setStreamMetadata(stream, { maxCount: 3 });
    await store.client().setStreamMetadata(stream, { maxCount: 4 });
    expect(revisions(await all(store.client().readStream(`$$${stream}`)))).to.deep.equal([1]);
  });

  it('lets a subscription jump over what is hidden', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(5));
    await store.client().setStreamMetadata(stream, { truncateBefore: 3 });
    const found = await take(store.client().subscribeToStream(stream), 2);
    expect(revisions(found)).to.deep.equal([3, 4]);
  });
});
