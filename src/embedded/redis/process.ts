// The built-in Redis as a process of its own.
//   node process.js --data DIR --port N
// The password is in DIR/password (0600, made when missing). Prints {"ready":true,"port":N} on stdout when
// serving. SIGTERM and SIGINT end it with 0; with AIDESIGN_WATCHDOG=1 so does the end of its stdin.
// Exit codes: 2 usage, 3 port in use, 4 data folder in use, 5 data damaged, 1 anything else.
import { AppendFileError } from './append-file/replay.js';
import { startBuiltIn } from './built-in.js';
import { PortInUseError } from './engine/listener.js';
import { FolderInUseError } from '../supervise/errors.js';
import {
  UsageError,
  portIn,
  readArguments,
  reportAs,
  runServerProcess,
} from '../supervise/server-process.js';

const NAME = 'built-in redis';
const USAGE = 'usage: --data DIR --port N';
const OPTIONS = { data: { type: 'string' }, port: { type: 'string' } } as const;

const exitCodeOf = (error: unknown): number => {
  if (error instanceof PortInUseError) return 3;
  if (error instanceof FolderInUseError) return 4;
  return error instanceof AppendFileError ? 5 : 1;
};

await runServerProcess({
  name: NAME,
  serve: async () => {
    const { data: dataDir, port } = readArguments(OPTIONS, USAGE);
    if (dataDir === undefined) throw new UsageError(undefined, USAGE);
    const server = await startBuiltIn({ dataDir, port: portIn(port, USAGE), onError: reportAs(NAME) });
    return { ready: { port: server.port }, close: () => server.close() };
  },
  exitCodeOf,
});
