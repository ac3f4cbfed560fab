import type { Projection } from './projection.js';
import type { Column, Table } from './table.js';

/** Name of the table that one version of a projection writes. */
export const physicalTable = (name: string, version: number): string => `${name}_v${version}`;

/** Name of the view that queries of one shape read. */
export const viewName = (name: string, shape: number): string => `${name}_s${shape}`;

const literal = (value: Column['default']): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);

const columnDefinition = ([name, column]: [string, Column]): string => {
  const notNull = column.nullable ? '' : ' not null';
  const byDefault = column.default === undefined ? '' : ` default ${literal(column.default)}`;
  return `${name} ${column.type}${notNull}${byDefault}`;
};

/** Columns and key of a table, as SQL has them between the parentheses. */
export const tableBody = ({ columns, key }: Table): string =>
  [...Object.entries(columns).map(columnDefinition), `primary key (${key.join(', ')})`].join(', ');

/** The table of one version, with its key and nothing else. */
export const tableStatement = (table: Table, version: number): string =>
  `create table if not exists ${physicalTable(table.name, version)} (${tableBody(table)})`;

/** The indexes of the table of one version. */
export const indexStatements = (table: Table, version: number): readonly string[] => {
  const physical = physicalTable(table.name, version);
  return [...table.scopes.map((scope) => [scope]), ...table.indexes].map(
    (names) =>
      `create index if not exists ${physical}_by_${names.join('_')} on ${physical} (${names.join(', ')})`,
  );
};

/** Turns the view of a shape to the table of one version. */
export const viewStatement = (table: Table, version: number, shape: number): string => {
  const columns = Object.keys(table.columns).join(', ');
  const from = physicalTable(table.name, version);
  return `create or replace view ${viewName(table.name, shape)} with (security_invoker = true) as select ${columns} from ${from}`;
};

/**
 * The tables of this version of a projection, with their indexes and the views queries read: the only DDL
 * there is. What is there already stays; a view of the same shape turns to the tables of this version.
 */
export const createStatements = ({ tables, version, shape }: Projection): readonly string[] =>
  tables.flatMap((table) => [
    tableStatement(table, version),
    ...indexStatements(table, version),
    viewStatement(table, version, shape),
  ]);
