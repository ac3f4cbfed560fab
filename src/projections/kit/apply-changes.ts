import type { Change, RowChange, ScopeChange } from './change.js';
import { evolveRow, PoisonChange } from './evolve-row.js';
import { keyText, type Row, type Table } from './table.js';

/** Rows of tables by table name and key text. */
export type Rows = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** The row a change is about: its key columns at least. */
export const subjectOf = (change: RowChange): Row => ('row' in change ? change.row : change.key);

const matches = (row: Row, where: Row): boolean =>
  Object.entries(where).every(([column, value]) => row[column] === value);

const applyToScope = (rows: Map<string, Row>, change: ScopeChange): void => {
  for (const [key, row] of rows) {
    if (!matches(row, change.where)) continue;
    if (change.op === 'removeAll') rows.delete(key);
    else rows.set(key, { ...row, ...change.set });
  }
};

const applyToRow = (rows: Map<string, Row>, table: Table, change: RowChange): void => {
  const key = keyText(table, subjectOf(change));
  const row = evolveRow(table, rows.get(key), change);
  if (row) rows.set(key, row);
  else rows.delete(key);
};

/**
 * What the changes mean, one after another in memory: the measure the database is held to. `before` is not
 * changed. Throws `PoisonChange`.
 */
export const applyChanges = (
  tables: readonly Table[],
  changes: readonly Change[],
  before: Rows = new Map(),
): Rows => {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const after = new Map(tables.map(({ name }) => [name, new Map(before.get(name) ?? [])]));
  for (const change of changes) {
    const table = byName.get(change.table);
    const rows = after.get(change.table);
    if (!table || !rows) throw new PoisonChange(`There is no table ${change.table}.`);
    if (change.op === 'patchAll' || change.op === 'removeAll') applyToScope(rows, change);
    else applyToRow(rows, table, change);
  }
  return after;
};
