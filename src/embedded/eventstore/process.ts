// The embedded event store as a process of its own.
//   node process.js --data DIR --port N [--host H] [--no-sync] [--projections]
//                   [--tls-cert FILE --tls-key FILE [--users FILE]] [--json-logs]
// Prints {"ready":true,"port":N} on stdout when serving. SIGTERM and SIGINT drain it and end with 0; with
// AIDESIGN_WATCHDOG=1 so does the end of its stdin, which is how it notices that its parent is gone.
// Exit codes: 2 usage, 3 port in use, 4 data folder locked, 5 data folder unusable, 1 anything else.

import { parseArgs } from 'node:util';
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { PortInUseError } from './listen/port-listener.js';
import { logError, logLine } from './operations/log.js';
import { startEventStore, type EventStoreOptions, type EventStoreServer } from './server.js';
import { FolderError } from './store/tables.js';
import { whenOrphaned } from '../supervise/when-orphaned.js';

const USAGE =
  'usage: --data DIR --port N [--host H] [--no-sync] [--projections] ' +
  '[--tls-cert FILE --tls-key FILE [--users FILE]] [--json-logs]';

class UsageError extends Error {
  override readonly name = 'UsageError';
}

const OPTIONS = {
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  'no-sync': { type: 'boolean' },
  projections: { type: 'boolean' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  users: { type: 'string' },
  'json-logs': { type: 'boolean' },
} as const;

const readArguments = (
  args: string[],
): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'] => {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'bad arguments'}; ${USAGE}`);
  }
};

type Arguments = ReturnType<typeof readArguments>;

const accessFrom = (values: Arguments): Pick<EventStoreOptions, 'tls' | 'usersFile'> => {
  const { 'tls-cert': certFile, 'tls-key': keyFile, users } = values;
  if (certFile === undefined && keyFile === undefined && users === undefined) return {};
  if (certFile === undefined || keyFile === undefined) throw new UsageError(`TLS is incomplete; ${USAGE}`);
  return { tls: { certFile, keyFile }, ...(users === undefined ? {} : { usersFile: users }) };
};

const optionsFrom = (values: Arguments): EventStoreOptions => {
  const port = Number(values.port);
  if (values.data === undefined || values.port === undefined) throw new UsageError(USAGE);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`bad port; ${USAGE}`);
  return {
    dataDir: values.data,
    port,
    sync: values['no-sync'] !== true,
    projections: values.projections === true,
    ...accessFrom(values),
    ...(values.host === undefined ? {} : { host: values.host }),
  };
};

const exitCodeOf = (error: unknown): number => {
  if (error instanceof UsageError) return 2;
  if (error instanceof PortInUseError) return 3;
  if (error instanceof FolderError) return error.reason === 'locked' ? 4 : 5;
  return 1;
};

const oneLine = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  return `embedded event store: ${text.split('\n')[0] ?? ''}\n`;
};

const fail = (error: unknown): void => {
  process.stderr.write(oneLine(error));
  process.exitCode = exitCodeOf(error);
};

/** Ends the process once, cleanly, on whichever signal comes first. */
const closeOnSignals = (server: EventStoreServer, tell: typeof logLine): void => {
  const close = (): void => {
    tell('info', 'stopping');
    server.close().then(
      () => {
        tell('info', 'stopped');
        process.exit(0);
      },
      (error: unknown) => {
        fail(error);
        process.exit();
      },
    );
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
  whenOrphaned(close);
};

const watchOutput = (): void => {
  const ignore = (): void => {
    // Nobody reads the output any more: no reason to stop serving.
  };
  process.stdout.on('error', ignore);
  process.stderr.on('error', ignore);
  process.on('uncaughtException', (error) => {
    // State in memory is not to be trusted now; what is on disk is.
    logError('process', error);
    process.exit(1);
  });
};

const main = async (): Promise<void> => {
  // The library would log a failed start in its own words beside our one line.
  setLogVerbosity(logVerbosity.NONE);
  watchOutput();
  const values = readArguments(process.argv.slice(2));
  const tell: typeof logLine = values['json-logs'] === true ? logLine : () => undefined;
  const options = optionsFrom(values);
  const startedAt = performance.now();
  const server = await startEventStore(options);
  closeOnSignals(server, tell);
  const tookMs = Math.round(performance.now() - startedAt);
  const { dataDir, projections, tls } = options;
  tell('info', 'started', { port: server.port, dataDir, projections, tls: tls !== undefined, tookMs });
  process.stdout.write(`${JSON.stringify({ ready: true, port: server.port })}\n`);
};

await main().catch(fail);
