import pg from 'pg';
import { GatheringSocket } from './gathering-socket.js';
import { typeParsers } from './type-parsers.js';
import { SEES_EVERYONE } from './viewer.js';

export interface PoolOptions {
  readonly url: string;
  /** Connections at most. */
  readonly max: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** A statement that takes longer (ms) is cancelled by the server. Default 10 s. */
  readonly statementTimeoutMs?: number;
  /** Its connections see rows of an account only when they are asked for it (viewer.ts). */
  readonly walled?: boolean;
  /** Told when a connection broke while nobody used it; the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
}

const STATEMENT_MS = 10_000;
/**
 * Nor does a server that is gone without a word keep anyone waiting: its connection is given up. Longer than
 * the statements that are sent together take.
 */
const ANSWER_TIMES = 3;

/**
 * A pool whose values are parsed as in `typeParsers`. Connecting is lazy; a missing server shows at first
 * use.
 */
export const createPool = (options: PoolOptions): pg.Pool => {
  const { statementTimeoutMs = STATEMENT_MS } = options;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    ...(options.walled === true ? {} : { options: SEES_EVERYONE }),
    statement_timeout: statementTimeoutMs,
    query_timeout: ANSWER_TIMES * statementTimeoutMs,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // What is sent at once on one connection takes one round trip, not one for each statement.
    pipeline: true,
    stream: () => new GatheringSocket(),
    types: typeParsers,
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  return pool;
};
