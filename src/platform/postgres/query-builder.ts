import knex, { type Knex } from 'knex';
import type { QueryResultRow } from 'pg';
import { sha256 } from '../hash.js';
import type { Db, Prepared } from './db.js';

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

/** Stands for a value in the query of a `statement`. */
export type Value<N extends string> = (name: N) => Knex.Raw;

/**
 * A query that comes often: built once, with names where the values go, parsed and planned once by each
 * connection. The plan is one for all values: only for queries with one good way to go.
 */
export const statement = <N extends string>(
  build: (value: Value<N>) => Knex.QueryBuilder,
): ((values: Readonly<Record<N, unknown>>) => Prepared) => {
  const compile = () => {
    const places: { readonly name: N }[] = [];
    const value = (name: N): Knex.Raw => {
      const place = { name };
      places.push(place);
      return sql.raw('?', [place as never]);
    };
    const { sql: text, bindings } = build(value).toSQL().toNative();
    const order = bindings.map((binding) => places.find((place) => place === binding)?.name);
    return { name: `read_${sha256(text).slice(0, 24)}`, text, order, bindings };
  };
  let compiled: ReturnType<typeof compile> | undefined;
  return (values) => {
    const { name, text, order, bindings } = (compiled ??= compile());
    return { name, text, values: order.map((one, at) => (one === undefined ? bindings[at] : values[one])) };
  };
};
