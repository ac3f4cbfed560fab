import { ANY, NO_STREAM, STREAM_EXISTS, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { all, errorFrom, events, fresh, revisions, useEndpoint } from '#test/embedded/eventstore/support.js';

describe('conformance: an append with an expectation', () => {
  const store = useEndpoint();

  it('is accepted at exactly the expected revision', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(2), { expectedRevision: NO_STREAM });
    const result = await store.client().appendToStream(stream, events(1), { expectedRevision: 1n });
    expect(result.nextExpectedRevision).to.equal(2n);
  });

  it('tells the actual revision when the expected one is behind', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(3));
    const error = await errorFrom(store.client().appendToStream(stream, events(1), { expectedRevision: 0n }));
    expect(error).to.include({
      type: 'wrong-expected-version',
      expectedVersion: 0n,
      actualVersion: 2n,
      streamName: stream,
    });
  });

  it('tells "no stream" when the stream was never written', async () => {
    const error = await errorFrom(
      store.client().appendToStream(fresh(), events(1), { expectedRevision: 4n }),
    );
    expect(error).to.include({ type: 'wrong-expected-version', actualVersion: 'no_stream' });
  });

  it('is refused for "stream exists" on a stream that does not', async () => {
    const error = await errorFrom(
      store.client().appendToStream(fresh(), events(1), { expectedRevision: STREAM_EXISTS }),
    );
    expect(error).to.include({ expectedVersion: 'stream_exists', actualVersion: 'no_stream' });
  });

  it('counts a stream that has only metadata as existing', async () => {
    const stream = fresh();
    await store.client().setStreamMetadata(stream, { maxCount: 5 });
    const result = await store
      .client()
      .appendToStream(stream, events(1), { expectedRevision: STREAM_EXISTS });
    expect(result.nextExpectedRevision).to.equal(0n);
  });

  it('has exactly one winner among racers', async () => {
    const stream = fresh();
    const racers = Array.from({ length: 16 }, () =>
      store.client().appendToStream(stream, events(1), { expectedRevision: NO_STREAM }),
    );
    const results = await Promise.allSettled(racers);
    const losers = results.filter((result) => result.status === 'rejected');
    expect(
      losers.map(({ reason }: { reason: { actualVersion: unknown } }) => reason.actualVersion),
    ).to.deep.equal(Array.from({ length: 15 }, () => 0n));
  });
});

describe('conformance: the same append again', () => {
  const store = useEndpoint();

  it('answers the same revision and position for an exact expectation', async () => {
    const stream = fresh();
    const batch = events(3);
    const first = await store.client().appendToStream(stream, batch, { expectedRevision: NO_STREAM });
    const again = await store.client().appendToStream(stream, batch, { expectedRevision: NO_STREAM });
    expect(again).to.deep.equal(first);
  });

  it('writes nothing', async () => {
    const stream = fresh();
    const batch = events(2);
    await store.client().appendToStream(stream, batch, { expectedRevision: NO_STREAM });
    await store.client().appendToStream(stream, batch, { expectedRevision: NO_STREAM });
    expect(revisions(await all(store.client().readStream(stream)))).to.deep.equal([0, 1]);
  });

  it('is recognised when both are under way together', async () => {
    const stream = fresh();
    const batch = events(2);
    const write = (): Promise<unknown> =>
      store.client().appendToStream(stream, batch, { expectedRevision: NO_STREAM });
    const [first, second] = await Promise.all([write(), write()]);
    expect(second).to.deep.equal(first);
  });

  it('is recognised with a loose expectation while the ids are remembered', async () => {
    const stream = fresh();
    const batch = events(2);
    await store.client().appendToStream(stream, batch, { expectedRevision: ANY });
    await store.client().appendToStream(stream, events(1), { expectedRevision: ANY });
    const again = await store.client().appendToStream(stream, batch, { expectedRevision: ANY });
    expect(again.nextExpectedRevision).to.equal(1n);
  });

  it('is refused when only some of its ids were written', async () => {
    const stream = fresh();
    const [first, second] = events(2);
    await store.client().appendToStream(stream, [first ?? jsonEvent({ type: 'X', data: {} })]);
    const overlap = [first, second].flatMap((event) => event ?? []);
    const loose = await errorFrom(store.client().appendToStream(stream, overlap, { expectedRevision: ANY }));
    const exact = await errorFrom(
      store.client().appendToStream(stream, overlap, { expectedRevision: NO_STREAM }),
    );
    expect([loose['actualVersion'], exact['actualVersion']]).to.deep.equal([0n, 0n]);
  });

  it('is written when it goes to another stream', async () => {
    const batch = events(1);
    await store.client().appendToStream(fresh(), batch);
    const other = fresh();
    await store.client().appendToStream(other, batch);
    expect(await all(store.client().readStream(other))).to.have.length(1);
  });
});
