import knex, { type Knex } from 'knex';
import type { QueryResultRow } from 'pg';
import { sha256 } from '../hash.js';
import type { Db } from './db.js';

/** Builds statements only: it has no connection, `run` hands what it built to a pool or a transaction. */
export const sql: Knex = knex({ client: 'pg' });

/** Rows of a built query; the caller says what they are. */
export const run = async <Row extends QueryResultRow>(
  db: Db,
  query: Knex.QueryBuilder | Knex.Raw,
): Promise<Row[]> => {
  const { sql: text, bindings } = query.toSQL().toNative();
  return (await db.query<Row>(text, [...bindings])).rows;
};

const names = new Map<string, string>();

const nameOf = (text: string): string => {
  const name = names.get(text) ?? `read_${sha256(text).slice(0, 24)}`;
  names.set(text, name);
  return name;
};

/**
 * The same for a query that comes often and of which there are few texts: planning it would take longer than it does. The
 * plan is that of a connection, for values of any kind: only for queries with one good way to go.
 */
export const runPrepared = async <Row extends QueryResultRow>(
  db: Db,
  query: Knex.QueryBuilder,
): Promise<Row[]> => {
  const { sql: text, bindings } = query.toSQL().toNative();
  return (await db.query<Row>({ name: nameOf(text), text, values: [...bindings] })).rows;
};
