import { expect } from 'chai';
import fc from 'fast-check';
import { fold, type Step } from '#followers/fold.js';
import { applyChanges, type Rows } from '#projections/kit/apply-changes.js';
import { add, most, patch, put, remove, removeAll, type Change } from '#projections/kit/change.js';
import { PoisonChange } from '#projections/kit/evolve-row.js';
import { changes, others, things } from '#test/support/arbitrary-changes.js';

const tables = [things, others];
const targets = new Map(tables.map((table) => [table.name, { table, physical: `${table.name}_v1` }]));

/** Rows of a step in the opposite order: it must not matter. */
const changesOf = (step: Step): readonly Change[] =>
  'rows' in step ? [...step.rows.values()].flat().reverse() : [step.scope];

const folded = (wanted: readonly Change[]): readonly Change[] =>
  fold(targets, wanted).flatMap(({ steps }) => steps.flatMap(changesOf));

const poisonOr = (work: () => Rows): Rows | 'poison' => {
  try {
    return work();
  } catch (error) {
    if (error instanceof PoisonChange) return 'poison';
    throw error;
  }
};

const whole = {
  scope: null,
  name: null,
  extra: null,
  hits: 0,
  seen: 0,
  best: null,
  first_at: null,
  last_at: null,
};
const row = (id: number) => ({ id, part: 'a', ...whole });
const key = (id: number) => ({ id, part: 'a' });

const stepsFor = (wanted: readonly Change[]): readonly Step[] =>
  fold(targets, wanted).flatMap(({ steps }) => steps);

describe('a folded batch', () => {
  it('leaves the rows that its changes one after another leave, on whatever rows there were', () => {
    fc.assert(
      fc.property(changes, changes, (earlier, batch) => {
        const before = poisonOr(() => applyChanges(tables, earlier));
        fc.pre(before !== 'poison');
        const expected = poisonOr(() => applyChanges(tables, batch, before));
        const actual = poisonOr(() => applyChanges(tables, folded(batch), before));
        expect(actual).to.deep.equal(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('touches a row once however often it changes', () => {
    const steps = stepsFor([
      put(things, row(1)),
      patch(things, key(1), { name: 'Menu', plus: { hits: 2 } }),
      add(things, key(1), { hits: 1 }),
    ]);
    expect(steps.flatMap(changesOf)).to.deep.equal([put(things, { ...row(1), name: 'Menu', hits: 3 })]);
  });

  it('sums what is added to a counter', () => {
    const steps = stepsFor([add(things, key(1), { hits: 2 }), add(things, key(1), { hits: 5 })]);
    expect(steps.flatMap(changesOf)).to.deep.equal([add(things, key(1), { hits: 7 })]);
  });

  it('needs one step for changes that count in different columns of a row', () => {
    const times = most(things, key(1), { last_at: '2026-02-08T08:00:00.000Z' });
    const steps = stepsFor([add(things, key(1), { hits: 1 }), times, add(things, key(1), { seen: 1 })]);
    expect(steps.map(changesOf)).to.deep.equal([[add(things, key(1), { hits: 1, seen: 1 }), times]]);
  });

  it('writes what came before a change of many rows before it', () => {
    const barrier = removeAll(things, { scope: 1 });
    const steps = stepsFor([put(things, row(1)), barrier, put(things, row(2))]);
    expect(steps.map(changesOf)).to.deep.equal([[put(things, row(1))], [barrier], [put(things, row(2))]]);
  });

  it('keeps asking for a row that must exist although it is removed afterwards', () => {
    const steps = stepsFor([patch(things, key(1), { name: 'Menu' }), remove(things, key(1))]);
    expect(steps.flatMap(changesOf).map(({ op }) => op)).to.deep.equal(['patch', 'remove']);
  });

  it('refuses to patch a row it has just removed', () => {
    const wanted = [remove(things, key(1)), patch(things, key(1), { name: 'Menu' })];
    expect(() => fold(targets, wanted)).to.throw(PoisonChange);
  });
});
