import { isTransient } from '#eventlog/unavailable.js';
import { CheckpointMoved, NotDivisible, SessionLost } from './errors.js';

/**
 * transient: the server (or the network) said that nothing was done; try again.
 * ambiguous: the connection broke, a commit under way may or may not have happened: read the checkpoint
 * first. permanent: the same events will fail again.
 */
export type FailureKind = 'transient' | 'ambiguous' | 'permanent';

const AMBIGUOUS_STATES = ['08', '40003', '57P01', '57P02', '57P05', '25P03'];
/** The data is at fault: bad values, broken constraints, rows beyond a limit of Postgres. */
const PERMANENT_STATES = ['22', '23', '54'];

const AMBIGUOUS_CODES = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ENETRESET']);
const TRANSIENT_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);
/** What `pg` says without a code when a connection ends under it, or does not come about. */
const BROKEN = /^Connection terminated|^Client has encountered a connection error|^Query read timeout/;
const NOT_CONNECTED =
  /^timeout (expired|exceeded when trying to connect)|Connection terminated due to connection timeout/;

const startsWith = (text: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => text.startsWith(prefix));

const ofSqlState = (state: string): FailureKind => {
  if (startsWith(state, AMBIGUOUS_STATES)) return 'ambiguous';
  return startsWith(state, PERMANENT_STATES) ? 'permanent' : 'transient';
};

/** No event is at fault: somebody was faster, the connection is gone, or the code promises what it does not keep. */
const HARMLESS = [CheckpointMoved, SessionLost, NotDivisible] as const;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * What to do about a failure of a batch. A SQLSTATE that blames neither the connection nor the data (a
 * missing table, a full disk, a role without rights) is transient: no event is at fault, and someone has to
 * put it right.
 */
export const classify = (error: unknown): FailureKind => {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  if (AMBIGUOUS_CODES.has(code)) return 'ambiguous';
  if (TRANSIENT_CODES.has(code) || NOT_CONNECTED.test(message)) return 'transient';
  if (BROKEN.test(message)) return 'ambiguous';
  if (/^[0-9A-Z]{5}$/.test(code)) return ofSqlState(code);
  const harmless = HARMLESS.some((kind) => error instanceof kind);
  return harmless || isTransient(error) ? 'transient' : 'permanent';
};
