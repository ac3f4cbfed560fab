// What every embedded server does as a process of its own. Promises: arguments are checked before anything is
// touched; one line on stdout says that it serves; it ends once, cleanly and with 0, on SIGTERM, SIGINT, or when
// its parent is gone. What may go wrong is one line on stderr and an exit code the server chose.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { whenOrphaned } from './when-orphaned.js';

/** The arguments are not what the server takes; the message ends with what it takes. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(reason: string | undefined, usage: string) {
    super(reason === undefined ? usage : `${reason}; ${usage}`);
  }
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** The values of `process.argv`. Throws `UsageError`. */
export const readArguments = <O extends Options>(
  options: O,
  usage: string,
): ReturnType<typeof parseArgs<{ options: O }>>['values'] => {
  try {
    return parseArgs({ args: process.argv.slice(2), options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'bad arguments', usage);
  }
};

/** A port, 0 for any that is free. Throws `UsageError`. */
export const portIn = (text: string | undefined, usage: string): number => {
  if (text === undefined) throw new UsageError(undefined, usage);
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new UsageError('bad port', usage);
  return Number(text);
};

const firstLineOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** Says what went wrong in one line: `name: reason`. */
export const reportAs =
  (name: string) =>
  (error: unknown): void => {
    process.stderr.write(`${name}: ${firstLineOf(error)}\n`);
  };

export interface ServerProcess {
  /** Said before what went wrong. */
  readonly name: string;
  /** Starts to serve; `ready` is told to whoever started the process. */
  readonly serve: () => Promise<{ readonly ready: object; readonly close: () => Promise<void> }>;
  /** Of whatever `serve` or `close` failed with, but for usage, which is 2. */
  readonly exitCodeOf: (error: unknown) => number;
}

/** Nobody reads the output any more: no reason to stop serving. */
const outliveOutput = (): void => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
};

const endWhenTold = (close: () => Promise<void>, fail: (error: unknown) => void): void => {
  let ending: Promise<void> | undefined;
  const end = (): void => {
    ending ??= close().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  whenOrphaned(end);
};

/** State in memory is not to be trusted after an error nobody expected: where it came from is all that is left. */
const failUnexpected = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
};

/** Serves until told to stop. */
export const runServerProcess = async ({ name, serve, exitCodeOf }: ServerProcess): Promise<void> => {
  const report = reportAs(name);
  const fail = (error: unknown): void => {
    report(error);
    process.exit(error instanceof UsageError ? 2 : exitCodeOf(error));
  };
  outliveOutput();
  process.on('uncaughtException', failUnexpected);
  try {
    const { ready, close } = await serve();
    endWhenTold(close, fail);
    process.stdout.write(`${JSON.stringify({ ready: true, ...ready })}\n`);
  } catch (error) {
    fail(error);
  }
};
