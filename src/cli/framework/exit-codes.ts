import { DomainError } from '#domain/kit/domain-error.js';
import { AppError } from '#platform/app-error.js';
import { ConfigError } from '#platform/config.js';
import { NotFoundError, NotRunningError, UsageError } from './errors.js';

export const EXIT = { ok: 0, failed: 1, usage: 2, notRunning: 3, notFound: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EPIPE',
]);

/** SQLSTATEs of a database that is starting, stopping or gone. */
const DATABASE_AWAY = /^(?:57P0[123]|08\w{3})$/;

/** Codes of what is not there. */
const MISSING: ReadonlySet<string> = new Set(['not_found', 'before_creation', 'revision_not_found']);

const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
};

/** With which code the process ends after an error. */
export const exitCodeOf = (error: unknown): ExitCode => {
  if (error instanceof UsageError || error instanceof ConfigError) return EXIT.usage;
  if (error instanceof NotRunningError) return EXIT.notRunning;
  if (error instanceof NotFoundError) return EXIT.notFound;
  if (error instanceof AppError || error instanceof DomainError) {
    if (error.code === 'service_unavailable') return EXIT.notRunning;
    return MISSING.has(error.code) ? EXIT.notFound : EXIT.failed;
  }
  const code = codeOf(error);
  return UNREACHABLE.has(code) || DATABASE_AWAY.test(code) ? EXIT.notRunning : EXIT.failed;
};

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  // Node reports a refused connection to several addresses as an AggregateError without a message.
  if (error instanceof AggregateError) return messageOf(error.errors[0]);
  return codeOf(error) || error.name;
};

const hintOf = (error: unknown): string | undefined => {
  if (error instanceof UsageError) return error.hint;
  if (codeOf(error) === 'EADDRINUSE') return 'Stop the other program or choose another PORT.';
  return undefined;
};

/** The error in one or two lines for a person (more only where settings are listed). */
export const describeError = (error: unknown): string => {
  const hint = hintOf(error);
  return hint === undefined ? messageOf(error) : `${messageOf(error)}\n${hint}`;
};
