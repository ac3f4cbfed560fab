import { storableRow } from './storable.js';
import type { CountsOf, KeyOf, LimitsOf, Row, RowOf, Table } from './table.js';

/** Numbers by column. */
export type Counts = Readonly<Record<string, number>>;

/** What an event does to one row. `table` is the logical name. */
export type RowChange =
  /** The whole row, new or replaced. */
  | { readonly op: 'put'; readonly table: string; readonly row: Row }
  /** Columns of a row that must exist: `set` replaces, `plus` adds. A missing row is poison. */
  | {
      readonly op: 'patch';
      readonly table: string;
      readonly key: Row;
      readonly set: Row;
      readonly plus: Counts;
    }
  /** Adds to counters; makes the row from the defaults when it is missing. */
  | { readonly op: 'add'; readonly table: string; readonly key: Row; readonly by: Counts }
  /** The whole row unless there is one. */
  | { readonly op: 'keep'; readonly table: string; readonly row: Row }
  /** Raises (lowers) columns to these values; makes the row from the defaults when it is missing. */
  | { readonly op: 'most' | 'least'; readonly table: string; readonly key: Row; readonly of: Row }
  | { readonly op: 'remove'; readonly table: string; readonly key: Row };

/** What an event does to every row with a value in a declared scope column. */
export type ScopeChange =
  | { readonly op: 'patchAll'; readonly table: string; readonly where: Row; readonly set: Row }
  | { readonly op: 'removeAll'; readonly table: string; readonly where: Row };

export type Change = RowChange | ScopeChange;

export const put = <T extends Table>({ name }: T, row: RowOf<T>): Change => ({
  op: 'put',
  table: name,
  row: storableRow(row),
});

export const keep = <T extends Table>({ name }: T, row: RowOf<T>): Change => ({
  op: 'keep',
  table: name,
  row: storableRow(row),
});

/** Fields of `set` that are undefined stay as they are. */
type Patched<T extends Table> = { readonly [N in keyof RowOf<T>]?: RowOf<T>[N] | undefined };

/** What is set is not added to as well. */
const withoutSet = (counts: Counts, set: Row): Counts =>
  Object.keys(counts).some((name) => name in set)
    ? Object.fromEntries(Object.entries(counts).filter(([name]) => !(name in set)))
    : counts;

/** `plus` adds to columns; an amount for a column that is set is ignored. */
export const patch = <T extends Table>(
  table: T,
  key: KeyOf<T>,
  { plus = {}, ...columns }: Patched<T> & { readonly plus?: CountsOf<T> },
): Change => {
  const set = storableRow(columns);
  return {
    op: 'patch',
    table: table.name,
    key: storableRow(key),
    set,
    plus: withoutSet(plus as Counts, set),
  };
};

export const add = <T extends Table>(table: T, key: KeyOf<T>, by: CountsOf<T>): Change => ({
  op: 'add',
  table: table.name,
  key: storableRow(key),
  by: by as Counts,
});

export const most = <T extends Table>(table: T, key: KeyOf<T>, of: LimitsOf<T>): Change => ({
  op: 'most',
  table: table.name,
  key: storableRow(key),
  of: storableRow(of),
});

export const least = <T extends Table>(table: T, key: KeyOf<T>, of: LimitsOf<T>): Change => ({
  op: 'least',
  table: table.name,
  key: storableRow(key),
  of: storableRow(of),
});

export const remove = <T extends Table>(table: T, key: KeyOf<T>): Change => ({
  op: 'remove',
  table: table.name,
  key: storableRow(key),
});

export const patchAll = <T extends Table>(table: T, where: Patched<T>, set: Patched<T>): Change => ({
  op: 'patchAll',
  table: table.name,
  where: storableRow(where),
  set: storableRow(set),
});

export const removeAll = <T extends Table>(table: T, where: Patched<T>): Change => ({
  op: 'removeAll',
  table: table.name,
  where: storableRow(where),
});
