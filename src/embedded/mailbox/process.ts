// The mailbox as a process of its own.
//   node process.js --data DIR --smtp-port N --http-port N [--faults]
// Prints {"ready":true,"smtpPort":N,"httpPort":N} on stdout when serving. SIGTERM and SIGINT end it with 0;
// with AIDESIGN_WATCHDOG=1 so does the end of its stdin, which is how it notices that its parent is gone.
// Exit codes: 2 usage, 3 port in use, 5 data folder unusable, 1 anything else.
import { parseArgs } from 'node:util';
import { whenOrphaned } from '../supervise/when-orphaned.js';
import { startMailbox, type Mailbox, type MailboxOptions } from './server.js';

const USAGE = 'usage: --data DIR --smtp-port N --http-port N [--faults]';

class UsageError extends Error {
  override readonly name = 'UsageError';
}

const OPTIONS = {
  data: { type: 'string' },
  'smtp-port': { type: 'string' },
  'http-port': { type: 'string' },
  faults: { type: 'boolean' },
} as const;

const portIn = (text: string | undefined): number => {
  const port = Number(text ?? Number.NaN);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`bad port; ${USAGE}`);
  return port;
};

const readArguments = (args: string[]) => {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'bad arguments'}; ${USAGE}`);
  }
};

const optionsFrom = (args: string[]): MailboxOptions => {
  const values = readArguments(args);
  if (values.data === undefined) throw new UsageError(USAGE);
  const [smtpPort, httpPort] = [portIn(values['smtp-port']), portIn(values['http-port'])];
  return { dataDir: values.data, smtpPort, httpPort, faults: values.faults === true };
};

const exitCodeOf = (error: unknown): number => {
  if (error instanceof UsageError) return 2;
  const { code } = Object(error) as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 3;
  return code === undefined ? 1 : 5;
};

const fail = (error: unknown): void => {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`mailbox: ${text.split('\n')[0] ?? ''}\n`);
  process.exitCode = exitCodeOf(error);
};

/** Ends the process once, cleanly, on whichever signal comes first. */
const closeOnSignals = (mailbox: Mailbox): void => {
  const close = (): void => {
    mailbox.close().then(
      () => process.exit(0),
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

const main = async (): Promise<void> => {
  // Nobody reads the output any more: no reason to stop serving.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const mailbox = await startMailbox(optionsFrom(process.argv.slice(2)));
  closeOnSignals(mailbox);
  const { smtpPort, httpPort } = mailbox;
  process.stdout.write(`${JSON.stringify({ ready: true, smtpPort, httpPort })}\n`);
};

await main().catch(fail);
