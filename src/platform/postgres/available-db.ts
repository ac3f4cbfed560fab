import type { QueryResultRow } from 'pg';
import { AppError } from '../app-error.js';
import type { Db, Prepared } from './db.js';

/** SQLSTATE classes that blame the server or the connection, not the statement. */
const AWAY_STATES = ['08', '53', '57', '58'];
const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** What `pg` says without a code when a connection ends under a query or does not come about. */
const BROKEN = /^Connection terminated|^Client has encountered a connection error|timeout/i;

/** True when the database could not be asked; false when it refused what it was asked. */
const isDatabaseAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '') return BROKEN.test(error.message);
  return AWAY_CODES.has(code) || AWAY_STATES.some((state) => code.length === 5 && code.startsWith(state));
};

const unavailable = (cause: unknown): AppError =>
  new AppError('service_unavailable', 'The database cannot be reached right now. Try again.', { cause });

/** The same database; one that is away answers 503 instead of an error nobody knows. For reads. */
export const availableDb = (db: Db): Db => ({
  query: async <Row extends QueryResultRow>(statement: string | Prepared, values?: unknown[]) => {
    try {
      return await db.query<Row>(statement, values);
    } catch (error) {
      throw isDatabaseAway(error) ? unavailable(error) : error;
    }
  },
  ...(db.as ? { as: (viewer) => availableDb(db.as?.(viewer) ?? db) } : {}),
});
