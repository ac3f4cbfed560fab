import type { Knex } from 'knex';
import type { Db } from './db.js';
import { run, sql } from './query-builder.js';

/** Counting stops here: whoever finds more wants to look for something else. */
const MOST_COUNTED = 10_000;

/**
 * How many rows a query has, up to `MOST_COUNTED`: for what is found with filters that no counter knows. The
 * only place that counts the rows of a list. `row`: any of its columns.
 */
export const countSome = async (db: Db, query: Knex.QueryBuilder, row: string): Promise<number> => {
  const some = query.clearSelect().select(row).limit(MOST_COUNTED).as('some');
  return (await run<{ count: number }>(db, sql(some).count('* as count')))[0]?.count ?? 0;
};
