import type { QueryResult, QueryResultRow } from 'pg';
import type { Viewer } from './viewer.js';

/** A statement that comes often: parsed once by a connection, and planned once if that is as good. */
export interface Prepared {
  /** One name for each text. */
  readonly name: string;
  readonly text: string;
  values: unknown[];
}

/** Whatever runs a statement: a pool, or one connection in a transaction. */
export interface Db {
  query<Row extends QueryResultRow>(
    statement: string | Prepared,
    values?: unknown[],
  ): Promise<QueryResult<Row>>;
  /** The same, asked for somebody: `asAccount`, `asEveryone`. Where it is absent everything is asked alike. */
  as?(viewer: Viewer): Db;
}
