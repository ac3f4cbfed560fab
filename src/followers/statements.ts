import type { RowChange, ScopeChange } from '#projections/kit/change.js';
import type { Row, Table } from '#projections/kit/table.js';
import type { Target } from './fold.js';

/** Rows that one statement writes: the same kind of change with the same columns. */
export interface Shape {
  readonly op: RowChange['op'];
  /** Columns that are replaced, inserted or compared. */
  readonly columns: readonly string[];
  /** Columns that are added to. */
  readonly sums: readonly string[];
}

const ROWS = 'jsonb_to_recordset($1::jsonb)';

const typed = ({ columns }: Table, names: readonly string[]): string =>
  names.map((name) => `${name} ${columns[name]?.type ?? 'text'}`).join(', ');

const list = (names: readonly string[], prefix = ''): string => names.map((name) => prefix + name).join(', ');

const onKey = ({ key }: Table): string => key.map((name) => `t.${name} = r.${name}`).join(' and ');

const insert = ({ table, physical }: Target, names: readonly string[], conflict: string): string =>
  `insert into ${physical} as t (${list(names)}) select ${list(names, 'r.')} ` +
  `from ${ROWS} as r (${typed(table, names)}) on conflict (${list(table.key)}) ${conflict}`;

const update = (assignments: readonly string[]): string =>
  assignments.length === 0 ? 'do nothing' : `do update set ${assignments.join(', ')}`;

const patch = ({ table, physical }: Target, { columns, sums }: Shape): string => {
  const set = [
    ...columns.map((name) => `${name} = r.${name}`),
    ...sums.map((name) => `${name} = t.${name} + r.${name}`),
  ];
  const names = [...table.key, ...columns, ...sums];
  // A patch of nothing still says that the row must exist.
  const assignments = set.length === 0 ? table.key.map((name) => `${name} = r.${name}`) : set;
  const from = `${ROWS} as r (${typed(table, names)})`;
  return `update ${physical} as t set ${assignments.join(', ')} from ${from} where ${onKey(table)}`;
};

const limit = (target: Target, { op, columns }: Shape): string => {
  const further = op === 'most' ? 'greatest' : 'least';
  const assignments = columns.map((name) => `${name} = ${further}(t.${name}, excluded.${name})`);
  return insert(target, [...target.table.key, ...columns], update(assignments));
};

/** The statement that writes all rows of a shape; `$1` is a JSON array of the rows. */
export const statementFor = (target: Target, shape: Shape): string => {
  const { table, physical } = target;
  const all = Object.keys(table.columns);
  const others = all.filter((name) => !table.key.includes(name));
  switch (shape.op) {
    case 'put':
      return insert(target, all, update(others.map((name) => `${name} = excluded.${name}`)));
    case 'keep':
      return insert(target, all, 'do nothing');
    case 'add':
      return insert(
        target,
        [...table.key, ...shape.sums],
        update(shape.sums.map((name) => `${name} = t.${name} + excluded.${name}`)),
      );
    case 'most':
    case 'least':
      return limit(target, shape);
    case 'patch':
      return patch(target, shape);
    case 'remove':
      return `delete from ${physical} as t using ${ROWS} as r (${typed(table, table.key)}) where ${onKey(table)}`;
  }
};

/**
 * The statement of a change that selects its rows itself; `$1` is a JSON array with one row: selected and set
 * columns.
 */
export const scopeStatement = ({ table, physical }: Target, change: ScopeChange): string => {
  const where = Object.keys(change.where);
  const matching = where.map((name) => `t.${name} = r.w_${name}`).join(' and ');
  const selected = where.map((name) => `w_${name} ${table.columns[name]?.type ?? 'text'}`);
  if (change.op === 'removeAll')
    return `delete from ${physical} as t using ${ROWS} as r (${selected.join(', ')}) where ${matching}`;
  const set = Object.keys(change.set);
  const from = `${ROWS} as r (${[...selected, typed(table, set)].join(', ')})`;
  const assignments = set.map((name) => `${name} = r.${name}`).join(', ');
  return `update ${physical} as t set ${assignments} from ${from} where ${matching}`;
};

/** The row of `$1` for a scope statement. */
export const scopeRow = (change: ScopeChange): Row => ({
  ...Object.fromEntries(Object.entries(change.where).map(([name, value]) => [`w_${name}`, value])),
  ...(change.op === 'patchAll' ? change.set : {}),
});
