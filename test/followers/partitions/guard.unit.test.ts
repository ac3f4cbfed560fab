import { expect } from 'chai';
import { NotDivisible } from '#followers/errors.js';
import { createGuard, indivisible, refusalOf } from '#followers/partitions/guard.js';
import { add, keep, most, patch, put, removeAll, type Change } from '#projections/kit/change.js';
import { projection } from '#projections/kit/projection.js';
import { bigint, counter, nullable, table, timestamptz, type Writers } from '#projections/kit/table.js';
import { PROJECTIONS } from '#projections/index.js';

const tableOf = (writers: Writers, scopes: readonly 'id'[] = []) =>
  table({
    name: 'rows',
    columns: { id: bigint, n: counter, at: nullable(timestamptz) },
    key: ['id'],
    writers,
    scopes,
  });

const of = (rows: ReturnType<typeof tableOf>, categories: readonly string[] = ['thing', 'other']) =>
  projection({ name: 'rows', version: 1, shape: 1, categories, tables: [rows], on: {} });

const single = tableOf({ single: 'thing' });
const shared = tableOf('shared');

const check = (rows: ReturnType<typeof tableOf>, changes: readonly Change[], stream = 'thing-1') => {
  const guard = createGuard(of(rows));
  return () => guard(stream, changes);
};

describe('a projection', () => {
  it('may be followed in parts when each row is written by one stream, or only counted in', () => {
    expect([refusalOf(of(single)), refusalOf(of(shared))]).to.deep.equal([undefined, undefined]);
  });

  it('may not when its rows depend on the order of events of different streams', () => {
    expect(refusalOf(of(tableOf('ordered')))).to.equal(
      'the rows of rows depend on the order of events of different streams',
    );
  });

  it('may not when events of any stream choose rows by a column', () => {
    expect(refusalOf(of(tableOf('shared', ['id'])))).to.equal(
      'events of any stream choose rows of rows by a column',
    );
  });

  it('may not when its rows are of streams it does not follow', () => {
    expect(refusalOf(of(single, ['other']))).to.include('which the projection does not follow');
  });

  it('of the product may, except the open reservations', () => {
    expect(indivisible(PROJECTIONS).map(({ name }) => name)).to.deep.equal(['open_reservations']);
  });
});

describe('a projection that is followed in parts', () => {
  const row = { id: 1, n: 0, at: null };

  it('counts in shared rows and writes its own', () => {
    const instant = '2026-01-01T00:00:00.000Z';
    expect(
      check(shared, [add(shared, { id: 1 }, { n: 1 }), most(shared, { id: 1 }, { at: instant })]),
    ).not.to.throw();
    expect(check(single, [put(single, row), removeAll(single, { id: 1 })])).not.to.throw();
  });

  for (const change of [put(shared, row), patch(shared, { id: 1 }, { n: 1 })])
    it(`is stopped before it changes shared rows by ${change.op}`, () => {
      expect(check(shared, [change])).to.throw(NotDivisible, `changed by ${change.op}`);
    });

  it('is stopped before rows are both kept and counted in', () => {
    expect(check(shared, [keep(shared, row), add(shared, { id: 1 }, { n: 1 })])).to.throw(NotDivisible);
  });

  it('is stopped before a stream of another category changes rows of one', () => {
    expect(check(single, [put(single, row)], 'other-1')).to.throw(NotDivisible, 'by a stream of other');
  });
});
