import type { Counts, RowChange } from '#projections/kit/change.js';
import { evolveRow, furthest, plus } from '#projections/kit/evolve-row.js';
import type { Row, Table } from '#projections/kit/table.js';

type Patch = Extract<RowChange, { op: 'patch' }>;
type Add = Extract<RowChange, { op: 'add' }>;
type Limit = Extract<RowChange, { op: 'most' | 'least' }>;

const sum = (one: Counts, other: Counts): Counts => {
  const columns = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...columns].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
};

const isNothing = (counts: Counts): boolean => Object.keys(counts).length === 0;

const without = (counts: Counts, columns: Row): Counts =>
  isNothing(counts)
    ? counts
    : Object.fromEntries(Object.entries(counts).filter(([name]) => !(name in columns)));

/** Amounts for columns the patch sets are added to what it sets, the others stay amounts. */
const patchThenPlus = (first: Patch, amounts: Counts): Patch => {
  if (isNothing(amounts)) return first;
  const own = Object.entries(amounts).filter(([name]) => name in first.set);
  const set = plus(first.set, Object.fromEntries(own));
  return { ...first, set, plus: sum(first.plus, without(amounts, first.set)) };
};

const patchThenPatch = (first: Patch, next: Patch): Patch => {
  const set = { ...first.set, ...next.set };
  return patchThenPlus({ ...first, set, plus: without(first.plus, next.set) }, next.plus);
};

const afterPatch = (first: Patch, next: RowChange): RowChange | undefined => {
  if (next.op === 'patch') return patchThenPatch(first, next);
  if (next.op === 'add') return patchThenPlus(first, next.by);
  return next.op === 'keep' ? first : undefined;
};

const afterAdd = (first: Add, next: RowChange): RowChange | undefined => {
  if (next.op === 'put' || next.op === 'remove') return next;
  if (next.op === 'add') return { ...first, by: sum(first.by, next.by) };
  return next.op === 'keep' ? first : undefined;
};

const afterLimit = (first: Limit, next: RowChange): RowChange | undefined => {
  if (next.op === 'put' || next.op === 'remove') return next;
  if (next.op === first.op) return { ...first, of: furthest(first.op, first.of, next.of) };
  return next.op === 'keep' ? first : undefined;
};

const afterKeep = (first: RowChange, next: RowChange): RowChange | undefined => {
  if (next.op === 'put' || next.op === 'remove') return next;
  return next.op === 'keep' ? first : undefined;
};

/** There is certainly no row: what makes one makes all of it. */
const afterRemove = (table: Table, first: RowChange, next: RowChange): RowChange => {
  const row = evolveRow(table, undefined, next);
  return row ? { op: 'put', table: table.name, row } : first;
};

const afterPut = (table: Table, first: Extract<RowChange, { op: 'put' }>, next: RowChange): RowChange => {
  if (next.op === 'remove') return next;
  return { ...first, row: evolveRow(table, first.row, next) ?? first.row };
};

/**
 * Two changes of one row as one change with the same result on every row there may be; undefined when there
 * is none. Throws `PoisonChange` for what can never work.
 */
export const merge = (table: Table, first: RowChange, next: RowChange): RowChange | undefined => {
  switch (first.op) {
    case 'put':
      return afterPut(table, first, next);
    case 'remove':
      return afterRemove(table, first, next);
    case 'patch':
      return afterPatch(first, next);
    case 'add':
      return afterAdd(first, next);
    case 'keep':
      return afterKeep(first, next);
    case 'most':
    case 'least':
      return afterLimit(first, next);
  }
};
