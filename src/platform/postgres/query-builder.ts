import knex, { type Knex } from 'knex';
import type { QueryResultRow } from 'pg';
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
