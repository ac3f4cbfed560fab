import type { QueryResult, QueryResultRow } from 'pg';

/** Whatever runs a statement: a pool, or one connection in a transaction. */
export interface Db {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<Row>>;
}
