import type { RowChange } from '#projections/kit/change.js';
import type { Table } from '#projections/kit/table.js';
import { merge } from './merge.js';

/** Columns of a change that raises, lowers or adds to numbers; undefined for any other change. */
const counted = (change: RowChange): readonly string[] | undefined => {
  if (change.op === 'add') return Object.keys(change.by);
  return change.op === 'most' || change.op === 'least' ? Object.keys(change.of) : undefined;
};

/** True when it does not matter which of the two comes first: they count in different columns. */
const commute = (one: RowChange, other: RowChange): boolean => {
  const columns = counted(other);
  return counted(one)?.every((name) => columns !== undefined && !columns.includes(name)) ?? false;
};

const withOne = (table: Table, only: RowChange, change: RowChange): readonly RowChange[] | undefined => {
  const merged = merge(table, only, change);
  if (merged) return [merged];
  return counted(change) && commute(only, change) ? [only, change] : undefined;
};

/** What is planned are changes that count in different columns: they make a row when there is none. */
const withSeveral = (
  table: Table,
  planned: readonly RowChange[],
  change: RowChange,
): readonly RowChange[] | undefined => {
  if (change.op === 'put' || change.op === 'remove') return [change];
  if (change.op === 'keep') return planned;
  const others = planned.filter(({ op }) => op !== change.op);
  if (!counted(change) || !others.every((one) => commute(one, change))) return undefined;
  const same = planned.find(({ op }) => op === change.op);
  const merged = same ? merge(table, same, change) : change;
  return merged && [...others, merged];
};

/**
 * What is planned for a row, and one more change of it: changes whose order does not matter, mostly a single
 * one. Undefined when the planned ones must be carried out before. Throws `PoisonChange` for what can never
 * work.
 */
export const combine = (
  table: Table,
  planned: readonly RowChange[],
  change: RowChange,
): readonly RowChange[] | undefined => {
  const [first] = planned;
  if (!first) return [change];
  return planned.length === 1 ? withOne(table, first, change) : withSeveral(table, planned, change);
};
