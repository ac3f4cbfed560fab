import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child'>;

/** Fields that may hold secrets or personal data, wherever a logged object has them. */
const REDACTED = [
  'authorization',
  'cookie',
  'password',
  'token',
  'access',
  'refresh',
  'email',
  'username',
  'credential',
];
const paths = REDACTED.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** What is told of an error. Other fields of it stay out: those of a database error hold whole rows. */
const errorFacts = (error: unknown): unknown => {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return { type: name, code, message, stack, ...(cause === undefined ? {} : { cause: errorFacts(cause) }) };
};

export interface LoggerOptions {
  readonly level: string;
  /** Which process speaks, such as `api`. */
  readonly role: string;
  /** Where lines go; standard output by default. */
  readonly destination?: DestinationStream;
}

/** A line is written this many milliseconds late at most: one write for many lines. */
const FLUSH_MS = 100;

/**
 * The same log for lines whose fields are all known to be harmless: looking for secrets in a line takes many
 * times as long as writing it.
 */
export const withoutRedaction = (logger: Logger): Logger => logger.child({}, { redact: { paths: [] } });

/**
 * JSON lines, written together a moment later: a process that is killed may lose its last ones. Requests are
 * logged by method, route and status; never by body, query or header.
 */
export const createLogger = ({ level, role, destination }: LoggerOptions): Logger =>
  pino(
    { level, base: { role }, redact: { paths, censor: '[redacted]' }, serializers: { err: errorFacts } },
    destination ?? pino.destination({ dest: 1, sync: false, minLength: 4_096, periodicFlush: FLUSH_MS }),
  );
