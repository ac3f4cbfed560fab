// The local model as a process of its own.
//   node process.js --port N [--host H]
// Prints {"ready":true,"port":N} on stdout when serving. SIGTERM and SIGINT end it with 0; with
// AIDESIGN_WATCHDOG=1 so does the end of its stdin, which is how it notices that its parent is gone.
// Exit codes: 2 usage, 3 port in use, 1 anything else.
import type { Server } from 'node:http';
import { portIn, readArguments, runServerProcess } from '../supervise/server-process.js';
import { createModelServer } from './server.js';

const USAGE = 'usage: --port N [--host H]';
const OPTIONS = { port: { type: 'string' }, host: { type: 'string' } } as const;

const listening = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });

const closing = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    // An answer takes milliseconds: connections still open then are idle ones.
    server.closeIdleConnections();
  });

await runServerProcess({
  name: 'local model',
  serve: async () => {
    const { port: text, host = '127.0.0.1' } = readArguments(OPTIONS, USAGE);
    const server = createModelServer();
    const port = await listening(server, host, portIn(text, USAGE));
    return { ready: { port }, close: () => closing(server) };
  },
  exitCodeOf: (error) => ((Object(error) as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 3 : 1),
});
