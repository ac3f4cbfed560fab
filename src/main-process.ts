import { ConfigError } from '#platform/config.js';

/** The line a supervisor waits for; everything after it on standard output is log. */
export const announceReady = (facts: Readonly<Record<string, unknown>>): void => {
  process.stdout.write(`${JSON.stringify({ ready: true, ...facts })}\n`);
};

const explain = (error: unknown): string => {
  if (error instanceof ConfigError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'The port is in use. Stop the other program or choose another PORT.';
  return code === undefined || message.includes(code) ? message : `${message} (${code})`;
};

/**
 * Ends a process that could not start, with one clear message. Exit code 3: port in use, 2: settings, else 1.
 */
export const reportFailedStart = (error: unknown): never => {
  process.stderr.write(`${explain(error)}\n`);
  const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  return process.exit(inUse ? 3 : error instanceof ConfigError ? 2 : 1);
};
