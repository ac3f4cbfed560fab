import { BACKWARDS, END, FORWARDS, START, type Position } from '@eventstore/db-client';
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

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe('conformance: reading a stream', () => {
  const store = useEndpoint();
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

  for (const maxCount of [1, 31, 32, 33, 64, 65, 149, 150, 151]) {
    it(`stops at the asked count: ${String(maxCount)}, in both directions`, async () => {
      const count = Math.min(maxCount, 150);
      const back = await read({ direction: BACKWARDS, fromRevision: END, maxCount });
      expect(revisions(await read({ maxCount }))).to.deep.equal(upTo(count));
      expect(revisions(back)).to.deep.equal(upTo(count).map((n) => 149 - n));
    });
  }

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

describe('conformance: reading $all', () => {
  const store = useEndpoint();
  const stream = fresh('all');
  let from: Position;

  before(async () => {
    from = await mark(store.client());
    await store.client().appendToStream(stream, events(100));
  });

  const positions = async (options: object): Promise<bigint[]> =>
    (await all(store.client().readAll(options))).map(({ event }) => event?.position.commit ?? 0n);
  const at = (commit: bigint): Position => ({ commit, prepare: commit });

  it('shows at least one event of the system', async () => {
    const found = await all(store.client().readAll({ maxCount: 500 }));
    expect(found.some(({ event }) => event?.type.startsWith('$') === true)).to.equal(true);
  });

  it('is in the order of commits, strictly', async () => {
    const found = await positions({ fromPosition: from });
    expect(found).to.deep.equal([...new Set(found)].sort((a, b) => Number(a - b)));
  });

  it('backwards is the same in reverse', async () => {
    const forwards = await positions({ direction: FORWARDS, fromPosition: from });
    const options = { direction: BACKWARDS, fromPosition: END, maxCount: forwards.length };
    expect(await positions(options)).to.deep.equal(forwards.reverse());
  });

  it('forwards from a position includes it', async () => {
    const [, , third = 0n] = await positions({ fromPosition: from });
    const [first] = await positions({ fromPosition: at(third) });
    expect(first).to.equal(third);
  });

  it('backwards from a position excludes it', async () => {
    const [, second, third = 0n] = await positions({ fromPosition: from });
    const [first] = await positions({ direction: BACKWARDS, fromPosition: at(third), maxCount: 1 });
    expect(first).to.equal(second);
  });

  it('from the start begins with the very first event, whatever the count', async () => {
    const [first] = await positions({ fromPosition: START, maxCount: 1 });
    expect(first).to.equal((await positions({ fromPosition: START, maxCount: 3 }))[0]);
  });

  it('backwards from the start is empty', async () => {
    expect(await positions({ direction: BACKWARDS, fromPosition: START })).to.deep.equal([]);
  });

  it('forwards from the end is empty', async () => {
    expect(await positions({ direction: FORWARDS, fromPosition: END })).to.deep.equal([]);
  });

  for (const maxCount of [1, 31, 32, 33, 64, 65]) {
    it(`stops at the asked count: ${String(maxCount)}, in both directions`, async () => {
      const forwards = await positions({ fromPosition: from, maxCount });
      const back = await positions({ direction: BACKWARDS, fromPosition: END, maxCount });
      expect([forwards.length, back.length]).to.deep.equal([maxCount, maxCount]);
    });
  }

  it('leaves out the checkpoints of groups that follow it', async () => {
    const hidden = `$persistentsubscription-$all::${fresh()}-checkpoint`;
    await store.client().appendToStream(hidden, events(1));
    const found = await allSince(store.client(), from);
    expect(found.filter(({ event }) => event?.streamId === hidden)).to.deep.equal([]);
  });
});
