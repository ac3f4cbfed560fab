import { ANY, NO_STREAM, STREAM_EXISTS, type Position } from '@eventstore/db-client';
import { expect } from 'chai';
import {
  all,
  errorFrom,
  events,
  fresh,
  revisions,
  take,
  useEndpoint,
} from '#test/embedded/eventstore/support.js';
import { allSince, mark } from './support.js';

describe('conformance: a soft-deleted stream', () => {
  const store = useEndpoint();

  const deleted = async (): Promise<string> => {
    const stream = fresh('soft');
    await store.client().appendToStream(stream, events(3));
    await store.client().deleteStream(stream);
    return stream;
  };

  it('reads as not found', async () => {
    const error = await errorFrom(all(store.client().readStream(await deleted())));
    expect(error).to.include({ type: 'stream-not-found' });
  });

  it('goes on with its revisions when it is written again', async () => {
    const stream = await deleted();
    const result = await store.client().appendToStream(stream, events(2), { expectedRevision: ANY });
    expect(result.nextExpectedRevision).to.equal(4n);
    expect(revisions(await all(store.client().readStream(stream)))).to.deep.equal([3, 4]);
  });

  it('can be written again as if it had never been', async () => {
    const stream = await deleted();
    const result = await store.client().appendToStream(stream, events(1), { expectedRevision: NO_STREAM });
    expect(result.nextExpectedRevision).to.equal(3n);
  });

  it('can be written again at its last revision', async () => {
    const stream = await deleted();
    await store.client().appendToStream(stream, events(1), { expectedRevision: 2n });
    expect(revisions(await all(store.client().readStream(stream)))).to.deep.equal([3]);
  });

  it('does not exist for a writer that expects it to', async () => {
    const stream = await deleted();
    const error = await errorFrom(
      store.client().appendToStream(stream, events(1), { expectedRevision: STREAM_EXISTS }),
    );
    expect(error).to.include({ type: 'stream-deleted' });
  });

  it('recognises the append from before its deletion', async () => {
    const stream = fresh('soft');
    const batch = events(2);
    await store.client().appendToStream(stream, batch, { expectedRevision: NO_STREAM });
    await store.client().deleteStream(stream);
    const again = await store.client().appendToStream(stream, batch, { expectedRevision: NO_STREAM });
    expect(again.nextExpectedRevision).to.equal(1n);
  });

  it('can be deleted once more', async () => {
    const result = await store.client().deleteStream(await deleted());
    expect(result.position).to.not.equal(undefined);
  });

  it('exists and is empty after its metadata is written', async () => {
    const stream = await deleted();
    await store.client().setStreamMetadata(stream, { maxCount: 9 });
    expect(await all(store.client().readStream(stream))).to.deep.equal([]);
    await store.client().appendToStream(stream, events(1));
    expect(revisions(await all(store.client().readStream(stream)))).to.deep.equal([3]);
  });

  it('keeps its events in $all', async () => {
    const from = await mark(store.client());
    const stream = await deleted();
    const found = await allSince(store.client(), from);
    expect(found.filter(({ event }) => event?.streamId === stream)).to.have.length(3);
  });
});

describe('conformance: deleting', () => {
  const store = useEndpoint();

  it('is refused for a stream that never was', async () => {
    const error = await errorFrom(store.client().deleteStream(fresh()));
    expect(error).to.include({ type: 'wrong-expected-version', actualVersion: -1n });
  });

  it('is refused at another revision, with both versions', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(2));
    const error = await errorFrom(store.client().deleteStream(stream, { expectedRevision: 0n }));
    expect(error).to.include({ streamName: stream, expectedVersion: 0n, actualVersion: 1n });
  });

  it('says so in ASCII when the name is not', async () => {
    const error = await errorFrom(store.client().deleteStream(fresh('設計')));
    expect(error).to.include({ type: 'wrong-expected-version' });
  });
});

describe('conformance: a tombstoned stream', () => {
  const store = useEndpoint();
  const stream = fresh('設計-tomb');
  let from: Position;

  before(async () => {
    from = await mark(store.client());
    await store.client().appendToStream(stream, events(2));
    await store.client().tombstoneStream(stream);
  });

  const refusals: Record<string, () => Promise<unknown>> = {
    append: () => store.client().appendToStream(stream, events(1)),
    'append to its metadata': () => store.client().setStreamMetadata(stream, { maxCount: 1 }),
    delete: () => store.client().deleteStream(stream),
    tombstone: () => store.client().tombstoneStream(stream),
    read: () => all(store.client().readStream(stream)),
    subscribe: () => take(store.client().subscribeToStream(stream), 1),
  };

  for (const [operation, attempt] of Object.entries(refusals)) {
    it(`refuses to ${operation}`, async () => {
      expect(await errorFrom(attempt())).to.include({ type: 'stream-deleted' });
    });
  }

  it('shows its end in $all', async () => {
    const found = await allSince(store.client(), from);
    const last = found.filter(({ event }) => event?.streamId === stream).at(-1);
    expect([last?.event?.type, last?.event?.revision]).to.deep.equal(['$streamDeleted', 2n ** 63n - 1n]);
  });

  it('may never have existed', async () => {
    const never = fresh();
    await store.client().tombstoneStream(never);
    const error = await errorFrom(store.client().appendToStream(never, events(1)));
    expect(error).to.include({ type: 'stream-deleted', streamName: never });
  });

  it('ends a subscription that was open', async () => {
    const open = fresh();
    await store.client().appendToStream(open, events(1));
    const subscription = store.client().subscribeToStream(open);
    const ended = errorFrom(all(subscription));
    await store.client().tombstoneStream(open);
    expect(await ended).to.include({ type: 'stream-deleted' });
  });
});
