// The local model as a process of its own.
//   node process.js --port N [--host H]
// Prints {"ready":true,"port":N} on stdout when serving. SIGTERM and SIGINT end it with 0; with
// AIDESIGN_WATCHDOG=1 so does the end of its stdin, which is how it notices that its parent is gone.
// Exit codes: 2 usage, 3 port in use, 1 anything else.
import type { Server } from 'node:http';
import { parseArgs } from 'node:util';
import { whenOrphaned } from '../supervise/when-orphaned.js';
import { createModelServer } from './server.js';

const USAGE = 'usage: --port N [--host H]';

class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Address = Readonly<{ host: string; port: number }>;

const parsed = (args: string[]): Readonly<{ port?: string; host?: string }> => {
  try {
    return parseArgs({ args, options: { port: { type: 'string' }, host: { type: 'string' } } }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'bad arguments'}; ${USAGE}`);
  }
};

const addressFrom = (args: string[]): Address => {
  const { port: text, host = '127.0.0.1' } = parsed(args);
  const port = Number(text);
  if (text === undefined) throw new UsageError(USAGE);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`bad port; ${USAGE}`);
  return { host, port };
};

const listening = (server: Server, { host, port }: Address): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });

const isPortInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const fail = (error: unknown): void => {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`local model: ${text.split('\n')[0] ?? ''}\n`);
  process.exitCode = error instanceof UsageError ? 2 : isPortInUse(error) ? 3 : 1;
};

const main = async (): Promise<void> => {
  const address = addressFrom(process.argv.slice(2));
  const server = createModelServer();
  const port = await listening(server, address);
  const stop = (): void => {
    server.close(() => process.exit(0));
    // An answer takes milliseconds: connections still open then are idle ones.
    server.closeIdleConnections();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  whenOrphaned(stop);
  process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`);
};

await main().catch(fail);
