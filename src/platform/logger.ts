import { pino, type Logger as PinoLogger } from 'pino';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

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

/** JSON lines on standard output. Requests are logged by method, route and status; never by body, query or header. */
export const createLogger = (options: { readonly level: string; readonly role: string }): Logger =>
  pino({ level: options.level, base: { role: options.role }, redact: { paths, censor: '[redacted]' } });
