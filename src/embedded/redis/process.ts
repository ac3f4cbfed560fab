// The built-in Redis as a process of its own.
//   node process.js --data DIR --port N
// The password is in DIR/password (0600, made when missing). Prints {"ready":true,"port":N} on stdout when
// serving. SIGTERM and SIGINT end it with 0; with AIDESIGN_WATCHDOG=1 so does the end of its stdin.
// Exit codes: 2 usage, 3 port in use, 4 data folder in use, 5 data damaged, 1 anything else.
import { parseArgs } from 'node:util';
import { AppendFileError } from './append-file/replay.js';
import { startBuiltIn, type BuiltIn, type BuiltInOptions } from './built-in.js';
import { PortInUseError } from './engine/listener.js';
import { FolderInUseError } from '../supervise/errors.js';
import { whenOrphaned } from '../supervise/when-orphaned.js';

const USAGE = 'usage: --data DIR --port N';

class UsageError extends Error {
  override readonly name = 'UsageError';
}

const report = (error: unknown): void => {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`built-in redis: ${text.split('\n')[0] ?? ''}\n`);
};

const readArguments = (args: string[]): Readonly<{ data?: string; port?: string }> => {
  try {
    return parseArgs({ args, options: { data: { type: 'string' }, port: { type: 'string' } } }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'bad arguments'}; ${USAGE}`);
  }
};

const optionsFrom = (args: string[]): BuiltInOptions => {
  const { data, port } = readArguments(args);
  if (data === undefined || port === undefined) throw new UsageError(USAGE);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new UsageError(`bad port; ${USAGE}`);
  return { dataDir: data, port: Number(port), onError: report };
};

const exitCodeOf = (error: unknown): number => {
  if (error instanceof UsageError) return 2;
  if (error instanceof PortInUseError) return 3;
  if (error instanceof FolderInUseError) return 4;
  return error instanceof AppendFileError ? 5 : 1;
};

const fail = (error: unknown): never => {
  report(error);
  process.exit(exitCodeOf(error));
};

const closeOnSignals = (server: BuiltIn): void => {
  const close = (): void => {
    server.close().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
  whenOrphaned(close);
};

const main = async (): Promise<void> => {
  // Nobody reads the output any more: no reason to stop serving.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const server = await startBuiltIn(optionsFrom(process.argv.slice(2)));
  closeOnSignals(server);
  process.stdout.write(`${JSON.stringify({ ready: true, port: server.port })}\n`);
};

// State in memory is not to be trusted after an error nobody expected; what is on disk is.
process.on('uncaughtException', fail);
await main().catch(fail);
