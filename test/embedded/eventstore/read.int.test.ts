import { BACKWARDS, END, FORWARDS, START } from '@eventstore/db-client';
import { expect } from 'chai';
import { all, errorFrom, events, fresh, revisions, take, useStore } from './support.js';

describe('event store: reading a stream', () => {
  const store = useStore();
  const stream = fresh();

  before(() => store.client().appendToStream(stream, events(150)));

  const read = (options: object) => all(store.client().readStream(stream, options));

  it('forwards starts at the asked revision', async () => {
    expect(revisions(await read({ fromRevision: 148n }))).to.deep.equal([148, 149]);
  });

  it('crosses pages without a gap', async () => {
    expect(revisions(await read({}))).to.deep.equal(Array.from({ length: 150 }, (_, n) => n));
  });

  it('backwards from the end crosses pages without a gap', async () => {
    const found = revisions(await read({ direction: BACKWARDS, fromRevision: END }));
    expect(found).to.deep.equal(Array.from({ length: 150 }, (_, n) => 149 - n));
  });

  it('backwards starts at the asked revision', async () => {
    expect(revisions(await read({ direction: BACKWARDS, fromRevision: 1n }))).to.deep.equal([1, 0]);
  });

  it('backwards from the start gives the first event', async () => {
    expect(revisions(await read({ direction: BACKWARDS, fromRevision: START }))).to.deep.equal([0]);
  });

  it('beyond the last revision is empty', async () => {
    expect(await read({ fromRevision: 150n })).to.deep.equal([]);
  });

  it('stops at the asked count', async () => {
    expect(revisions(await read({ maxCount: 70 }))).to.have.length(70);
  });

  it('that never was tells so', async () => {
    const missing = fresh('設計');
    const error = await errorFrom(all(store.client().readStream(missing)));
    expect(error).to.include({ type: 'stream-not-found', streamName: missing });
  });

  it('can be given up halfway without leaving the call open', async () => {
    await take(store.client().readStream(stream), 3);
    expect(await take(store.client().readStream(stream), 3)).to.have.length(3);
  });
});

describe('event store: reading $all', () => {
  const store = useStore();
  const stream = fresh('all');

  before(() => store.client().appendToStream(stream, events(100)));

  const positions = async (options: object): Promise<bigint[]> =>
    (await all(store.client().readAll(options))).map(({ event }) => event?.position.commit ?? 0n);

  it('shows at least one event of the system on a fresh store', async () => {
    const found = await all(store.client().readAll());
    expect(found.some(({ event }) => event?.type.startsWith('$') === true)).to.equal(true);
  });

  it('is in the order of commits, strictly', async () => {
    const found = await positions({});
    expect(found).to.deep.equal([...new Set(found)].sort((a, b) => Number(a - b)));
  });

  it('backwards is the same in reverse', async () => {
    const forwards = await positions({ direction: FORWARDS, fromPosition: START });
    const back = await positions({ direction: BACKWARDS, fromPosition: END });
    expect(back).to.deep.equal(forwards.reverse());
  });

  it('forwards from a position includes it', async () => {
    const [, , third = 0n] = await positions({});
    const [first] = await positions({ fromPosition: { commit: third, prepare: third } });
    expect(first).to.equal(third);
  });

  it('backwards from a position excludes it', async () => {
    const [, second, third = 0n] = await positions({});
    const from = { commit: third, prepare: third };
    const [first] = await positions({ direction: BACKWARDS, fromPosition: from });
    expect(first).to.equal(second);
  });

  it('backwards from the start is empty', async () => {
    expect(await positions({ direction: BACKWARDS, fromPosition: START })).to.deep.equal([]);
  });

  it('forwards from the end is empty', async () => {
    expect(await positions({ direction: FORWARDS, fromPosition: END })).to.deep.equal([]);
  });

  it('stops at the asked count', async () => {
    expect(await positions({ maxCount: 65 })).to.have.length(65);
  });

  it('leaves out the checkpoints of groups that follow it', async () => {
    const hidden = `$persistentsubscription-$all::${fresh()}-checkpoint`;
    await store.client().appendToStream(hidden, events(1));
    const found = await all(store.client().readAll());
    expect(found.filter(({ event }) => event?.streamId === hidden)).to.deep.equal([]);
  });
});
