import { NO_STREAM } from '@eventstore/db-client';
import { expect } from 'chai';
import { errorFrom, events, fresh, useStore } from './support.js';

describe('event store: after a restart', () => {
  const store = useStore();

  it('an append at an exact revision is recognised when it is repeated', async () => {
    const stream = fresh();
    const batch = events(2);
    const first = await store.client().appendToStream(stream, batch, { expectedRevision: NO_STREAM });
    await store.restart();
    const again = await store.client().appendToStream(stream, batch, { expectedRevision: NO_STREAM });
    expect(again).to.deep.equal(first);
  });

  it('a tombstoned stream stays tombstoned', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(1));
    await store.client().tombstoneStream(stream);
    await store.restart();
    const error = await errorFrom(store.client().appendToStream(stream, events(1)));
    expect(error).to.include({ type: 'stream-deleted' });
  });

  it('a soft-deleted stream goes on with its revisions', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(3));
    await store.client().deleteStream(stream);
    await store.restart();
    const result = await store.client().appendToStream(stream, events(1), { expectedRevision: NO_STREAM });
    expect(result.nextExpectedRevision).to.equal(3n);
  });
});
