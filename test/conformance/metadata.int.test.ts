import { BACKWARDS, END, binaryEvent, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { all, events, fresh, revisions, take, useEndpoint } from '#test/embedded/eventstore/support.js';

describe('conformance: stream metadata', () => {
  const store = useEndpoint();

  /** Waits until nothing of a stream is young enough to be seen. */
  const gone = async (stream: string): Promise<void> => {
    const deadline = Date.now() + 15_000;
    while ((await all(store.client().readStream(stream, { maxCount: 500 }))).length > 0) {
      if (Date.now() > deadline) throw new Error('It never grew old');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

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
    await gone(stream);
    expect(await all(store.client().readStream(stream))).to.deep.equal([]);
  });

  it('hides events that grow too old while a read is under way, and leaves no gap before them', async () => {
    const stream = fresh();
    const data = Buffer.alloc(100_000);
    await store.client().setStreamMetadata(stream, { maxAge: 2 });
    for (let n = 0; n < 30; n++) {
      const batch = Array.from({ length: 10 }, () => binaryEvent({ type: 'Large', data }));
      await store.client().appendToStream(stream, batch);
    }
    const found: number[] = [];
    for await (const { event } of store.client().readStream(stream)) {
      if (found.length === 0) await gone(stream);
      found.push(Number(event?.revision));
    }
    expect(found.length).to.be.within(1, 299);
    expect(found).to.deep.equal(found.map((_, n) => (found[0] ?? 0) + n));
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
