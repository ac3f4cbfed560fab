// The mailbox as a process of its own.
//   node process.js --data DIR --smtp-port N --http-port N [--faults]
// Prints {"ready":true,"smtpPort":N,"httpPort":N} on stdout when serving. SIGTERM and SIGINT end it with 0;
// with AIDESIGN_WATCHDOG=1 so does the end of its stdin, which is how it notices that its parent is gone.
// Exit codes: 2 usage, 3 port in use, 5 data folder unusable, 1 anything else.
import { UsageError, portIn, readArguments, runServerProcess } from '../supervise/server-process.js';
import { startMailbox } from './server.js';

const USAGE = 'usage: --data DIR --smtp-port N --http-port N [--faults]';
const OPTIONS = {
  data: { type: 'string' },
  'smtp-port': { type: 'string' },
  'http-port': { type: 'string' },
  faults: { type: 'boolean' },
} as const;

const exitCodeOf = (error: unknown): number => {
  const { code } = Object(error) as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 3;
  return code === undefined ? 1 : 5;
};

await runServerProcess({
  name: 'mailbox',
  serve: async () => {
    const values = readArguments(OPTIONS, USAGE);
    if (values.data === undefined) throw new UsageError(undefined, USAGE);
    const ports = {
      smtpPort: portIn(values['smtp-port'], USAGE),
      httpPort: portIn(values['http-port'], USAGE),
    };
    const mailbox = await startMailbox({ dataDir: values.data, ...ports, faults: values.faults === true });
    const { smtpPort, httpPort } = mailbox;
    return { ready: { smtpPort, httpPort }, close: () => mailbox.close() };
  },
  exitCodeOf,
});
