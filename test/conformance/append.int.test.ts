import { binaryEvent, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { all, errorFrom, events, fresh, useEndpoint } from '#test/embedded/eventstore/support.js';

const LIMIT = 1_048_576;

const sized = (type: string, bytes: number) => binaryEvent({ type, data: Buffer.alloc(bytes, 1) });

describe('conformance: an appended event', () => {
  const store = useEndpoint();

  it('comes back as it was written', async () => {
    const stream = fresh();
    const event = jsonEvent({ type: 'Prüfung 🎈', data: { text: 'größe' }, metadata: { by: 'ö' } });
    await store.client().appendToStream(stream, event);
    const [found] = await all(store.client().readStream(stream));
    expect(found?.event).to.include({ id: event.id, type: event.type, isJson: true, streamId: stream });
    expect(found?.event?.data).to.deep.equal(event.data);
    expect(found?.event?.metadata).to.deep.equal(event.metadata);
  });

  it('keeps binary bodies byte for byte', async () => {
    const stream = fresh();
    const data = Buffer.from([0, 255, 128, 10, 0]);
    await store.client().appendToStream(stream, binaryEvent({ type: 'Bytes', data }));
    const [found] = await all(store.client().readStream(stream));
    expect(Buffer.from(found?.event?.data as Uint8Array)).to.deep.equal(data);
  });

  it('may have no body at all', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, binaryEvent({ type: 'Nothing', data: Buffer.alloc(0) }));
    expect(await all(store.client().readStream(stream))).to.have.length(1);
  });

  it('is stamped with the time of its arrival', async () => {
    const stream = fresh();
    const before = Date.now();
    await store.client().appendToStream(stream, events(1));
    const [found] = await all(store.client().readStream(stream));
    expect(found?.event?.created.getTime()).to.be.within(before - 1000, Date.now() + 1000);
  });

  it('goes to a stream whose name is longer than a storage key', async () => {
    const stream = fresh('long-'.repeat(1000));
    await store.client().appendToStream(stream, events(2));
    const found = await all(store.client().readStream(stream));
    expect(found.map(({ event }) => event?.streamId)).to.deep.equal([stream, stream]);
  });

  it('goes to a stream with a name in any script', async () => {
    const stream = fresh('設計-🎨');
    await store.client().appendToStream(stream, events(1));
    const [found] = await all(store.client().readStream(stream));
    expect(found?.event?.streamId).to.equal(stream);
  });
});

describe('conformance: the size of an append', () => {
  const store = useEndpoint();

  it('may be exactly one mebibyte', async () => {
    const result = await store.client().appendToStream(fresh(), sized('ab', LIMIT - 4));
    expect(result.success).to.equal(true);
  });

  it('may not be one byte more', async () => {
    const error = await errorFrom(store.client().appendToStream(fresh(), sized('ab', LIMIT - 3)));
    expect(error).to.include({ type: 'maximum-append-size-exceeded', maxAppendSize: LIMIT });
  });

  it('counts the type in UTF-16 units', async () => {
    const fits = await store.client().appendToStream(fresh(), sized('🎈', LIMIT - 4));
    const error = await errorFrom(store.client().appendToStream(fresh(), sized('🎈', LIMIT - 3)));
    expect([fits.success, error['type']]).to.deep.equal([true, 'maximum-append-size-exceeded']);
  });

  it('is the sum of its events', async () => {
    const half = Array.from({ length: 3 }, () => sized('ab', LIMIT / 3));
    const error = await errorFrom(store.client().appendToStream(fresh(), half));
    expect(error).to.include({ type: 'maximum-append-size-exceeded' });
  });

  it('is limited the same way in the unary call', async () => {
    const credentials = { username: 'any', password: 'any' };
    const stream = fresh();
    const fits = await store.client().appendToStream(stream, sized('ab', LIMIT - 4), { credentials });
    const error = await errorFrom(
      store.client().appendToStream(stream, sized('ab', LIMIT - 3), { credentials }),
    );
    expect([fits.nextExpectedRevision, error['type']]).to.deep.equal([0n, 'maximum-append-size-exceeded']);
  });
});

describe('conformance: the unary append call', () => {
  const store = useEndpoint();
  const credentials = { username: 'any', password: 'any' };

  it('answers the revision and position of the last event', async () => {
    const stream = fresh();
    const result = await store.client().appendToStream(stream, events(3), { credentials });
    const found = await all(store.client().readStream(stream));
    expect([result.nextExpectedRevision, result.position?.commit]).to.deep.equal([
      2n,
      found.at(-1)?.commitPosition,
    ]);
  });

  it('tells a wrong expectation with both versions', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(2), { credentials });
    const error = await errorFrom(
      store.client().appendToStream(stream, events(1), { credentials, expectedRevision: 7n }),
    );
    expect(error).to.include({ expectedVersion: 7n, actualVersion: 1n });
  });
});
