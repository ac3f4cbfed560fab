import type { Projection } from './projection.js';
import { wallStatements } from './wall.js';
import { indexesOf, type Column, type PartialIndex, type Table } from './table.js';

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

/** The table of one version, with its key and the second wall, and nothing else. */
export const tableStatements = (table: Table, version: number): readonly string[] => {
  const physical = physicalTable(table.name, version);
  return [`create table if not exists ${physical} (${tableBody(table)})`, ...wallStatements(table, physical)];
};

/** Postgres refuses to index texts of a megabyte of words: no text of an event may stop a projection. */
const SEARCHED_CHARACTERS = 20_000;

/**
 * The words of the searched columns, in any language (`simple`: no stems, no stop words). A query must say
 * exactly this for the index to serve it; `alias` is the one of the table or view there, with its dot.
 */
export const searchText = ({ search }: Table, alias = ''): string => {
  const texts = search.map((name) => `coalesce(${alias}${name}, '')`);
  return `to_tsvector('simple', left(${texts.join(` || ' ' || `)}, ${SEARCHED_CHARACTERS}))`;
};

const searchIndex = (table: Table, physical: string): readonly string[] =>
  table.search.length === 0
    ? []
    : [`create index if not exists ${physical}_by_words on ${physical} using gin (${searchText(table)})`];

const indexStatement = (physical: string, { columns, where }: PartialIndex): string => {
  const only = where === '' ? '' : ` where ${where}`;
  return `create index if not exists ${physical}_by_${columns.join('_')} on ${physical} (${columns.join(', ')})${only}`;
};

/** The indexes of the table of one version. */
export const indexStatements = (table: Table, version: number): readonly string[] => {
  const physical = physicalTable(table.name, version);
  return [
    ...indexesOf(table).map((index) => indexStatement(physical, index)),
    ...searchIndex(table, physical),
  ];
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
    ...tableStatements(table, version),
    ...indexStatements(table, version),
    viewStatement(table, version, shape),
  ]);
