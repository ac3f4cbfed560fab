import { expect } from 'chai';
import { collides, note, touchesOf } from '#followers/parking/touches.js';
import { add, keep, most, patchAll, put, remove, type Change } from '#projections/kit/change.js';
import { bigint, counter, nullable, table, text } from '#projections/kit/table.js';

const counts = table({
  name: 'counts',
  columns: { id: bigint, hits: counter, best: nullable(bigint) },
  key: ['id'],
  scopes: ['best'],
  writers: 'shared',
});
const days = table({
  name: 'days',
  columns: { id: bigint, day: text },
  key: ['id', 'day'],
  writers: 'shared',
});
const pages = table({
  name: 'pages',
  columns: { id: bigint, book: bigint },
  key: ['id'],
  scopes: ['book'],
  writers: { single: 'book' },
});
const tables = new Map([counts, days, pages].map((one) => [one.name, one]));

/** True when the second has to wait for the first. */
const waits = (first: Change, second: Change): boolean => {
  const touched = new Map<string, string>();
  note(touched, touchesOf(tables, [first]));
  return collides(touched, touchesOf(tables, [second]));
};

const counted = (id: number) => add(counts, { id }, { hits: 1 });
const whole = (id: number) => put(counts, { id, hits: 0, best: null });

describe('a change behind a parked change of the same row', () => {
  it('passes when both only count in the same way', () => {
    expect(waits(counted(1), counted(1))).to.equal(false);
  });

  it('passes when both put a member into a set', () => {
    const member = keep(days, { id: 1, day: '2026-02-08' });
    expect(waits(member, member)).to.equal(false);
  });

  it('waits when one counts and the other replaces, compares or removes', () => {
    expect(waits(counted(1), whole(1))).to.equal(true);
    expect(waits(whole(1), counted(1))).to.equal(true);
    expect(waits(counted(1), most(counts, { id: 1 }, { best: 3 }))).to.equal(true);
    expect(waits(counted(1), remove(counts, { id: 1 }))).to.equal(true);
  });

  it('waits when both replace', () => {
    expect(waits(whole(1), whole(1))).to.equal(true);
  });
});

describe('a change behind a parked change of another row', () => {
  it('passes', () => {
    expect(waits(whole(1), whole(2))).to.equal(false);
  });

  it('waits in a shared table when one of them chooses its rows itself', () => {
    const chosen = patchAll(counts, { best: 1 }, { best: null });
    expect(waits(chosen, whole(2))).to.equal(true);
    expect(waits(whole(2), chosen)).to.equal(true);
  });

  it('passes where rows are chosen among those of the own stream', () => {
    expect(waits(patchAll(pages, { book: 1 }, { book: 1 }), put(pages, { id: 2, book: 2 }))).to.equal(false);
  });
});
