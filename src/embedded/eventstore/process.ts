// The embedded event store as a process of its own.
//   node process.js --data DIR --port N [--host H] [--no-sync] [--projections]
//                   [--tls-cert FILE --tls-key FILE [--users FILE]] [--json-logs]
// Prints {"ready":true,"port":N} on stdout when serving. SIGTERM and SIGINT drain it and end with 0; with
// AIDESIGN_WATCHDOG=1 so does the end of its stdin, which is how it notices that its parent is gone.
// Exit codes: 2 usage, 3 port in use, 4 data folder locked, 5 data folder unusable, 1 anything else.

import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { PortInUseError } from './listen/port-listener.js';
import { logLine } from './operations/log.js';
import { startEventStore, type EventStoreOptions } from './server.js';
import { FolderError } from './store/tables.js';
import { UsageError, portIn, readArguments, runServerProcess } from '../supervise/server-process.js';

const USAGE =
  'usage: --data DIR --port N [--host H] [--no-sync] [--projections] ' +
  '[--tls-cert FILE --tls-key FILE [--users FILE]] [--json-logs]';

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

type Arguments = ReturnType<typeof readArguments<typeof OPTIONS>>;

const accessFrom = (values: Arguments): Pick<EventStoreOptions, 'tls' | 'usersFile'> => {
  const { 'tls-cert': certFile, 'tls-key': keyFile, users } = values;
  if (certFile === undefined && keyFile === undefined && users === undefined) return {};
  if (certFile === undefined || keyFile === undefined) throw new UsageError('TLS is incomplete', USAGE);
  return { tls: { certFile, keyFile }, ...(users === undefined ? {} : { usersFile: users }) };
};

const optionsFrom = (values: Arguments): EventStoreOptions => {
  const port = portIn(values.port, USAGE);
  if (values.data === undefined) throw new UsageError(undefined, USAGE);
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
  if (error instanceof PortInUseError) return 3;
  if (error instanceof FolderError) return error.reason === 'locked' ? 4 : 5;
  return 1;
};

const serve = async () => {
  const values = readArguments(OPTIONS, USAGE);
  const tell: typeof logLine = values['json-logs'] === true ? logLine : () => undefined;
  const options = optionsFrom(values);
  const startedAt = performance.now();
  const server = await startEventStore(options);
  const tookMs = Math.round(performance.now() - startedAt);
  const { dataDir, projections, tls } = options;
  tell('info', 'started', { port: server.port, dataDir, projections, tls: tls !== undefined, tookMs });
  const close = async (): Promise<void> => {
    tell('info', 'stopping');
    await server.close();
    tell('info', 'stopped');
  };
  return { ready: { port: server.port }, close };
};

// The library would log a failed start in its own words beside our one line.
setLogVerbosity(logVerbosity.NONE);
await runServerProcess({ name: 'embedded event store', serve, exitCodeOf });
