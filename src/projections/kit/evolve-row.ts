import type { Counts, RowChange } from './change.js';
import type { Columns, Row, Table, Value } from './table.js';

/**
 * A change that contradicts the rows: a bug in the projection or a log it was not written for. Retrying
 * cannot help.
 */
export class PoisonChange extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PoisonChange';
  }
}

const numberIn = (row: Row, column: string): number => {
  const value = row[column];
  if (typeof value !== 'number') throw new PoisonChange(`Column ${column} is not a number.`);
  return value;
};

/** The row with the amounts added. */
export const plus = (row: Row, amounts: Counts): Row => {
  const added = Object.entries(amounts);
  if (added.length === 0) return row;
  const sums = added.map(([column, amount]) => [column, numberIn(row, column) + amount]);
  return { ...row, ...Object.fromEntries(sums) } as Row;
};

const further = (op: 'most' | 'least', one: Value | undefined, other: Value): Value => {
  if (one === undefined || one === null) return other;
  if (typeof one !== typeof other || (typeof one !== 'number' && typeof one !== 'string'))
    throw new PoisonChange('Only numbers and instants can be compared.');
  return (one as string) > (other as string) === (op === 'most') ? one : other;
};

/** The row with the columns raised or lowered to the values. */
export const furthest = (op: 'most' | 'least', row: Row, of: Row): Row => {
  const limits = Object.entries(of).map(([column, value]) => [column, further(op, row[column], value)]);
  return { ...row, ...Object.fromEntries(limits) } as Row;
};

const defaultOf = (columns: Columns, name: string): Value => {
  const column = columns[name];
  if (column?.default !== undefined) return column.default;
  if (column?.nullable) return null;
  throw new PoisonChange(`Column ${name} has no default: this change cannot make a row.`);
};

/**
 * What a row looks like that a counter makes; `given` columns (the key, the values) need no default. Others
 * do even when there is a row already: Postgres checks before it sees the conflict.
 */
const newRow = ({ columns }: Table, given: Row): Row => {
  const names = Object.keys(columns);
  return Object.fromEntries(names.map((name) => [name, given[name] ?? defaultOf(columns, name)]));
};

/** The row after the change; undefined: there is none. Throws `PoisonChange`. */
export const evolveRow = (table: Table, row: Row | undefined, change: RowChange): Row | undefined => {
  switch (change.op) {
    case 'put':
      return change.row;
    case 'keep':
      return row ?? change.row;
    case 'patch':
      if (!row) throw new PoisonChange(`${table.name} has no row to patch.`);
      return plus({ ...row, ...change.set }, change.plus);
    case 'add': {
      const fresh = newRow(table, change.key);
      return plus(row ?? fresh, change.by);
    }
    case 'most':
    case 'least': {
      const fresh = newRow(table, { ...change.key, ...change.of });
      return row ? furthest(change.op, row, change.of) : fresh;
    }
    case 'remove':
      return undefined;
  }
};
