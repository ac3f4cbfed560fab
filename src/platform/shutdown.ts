import type { Logger } from './logger.js';

type Close = () => Promise<void> | void;

/** Collects what was opened; `close` closes it in reverse order, once, and goes on when one of them fails. */
export interface Closing {
  add(name: string, close: Close): void;
  close(): Promise<void>;
}

export const createClosing = (onFailure: (name: string, error: unknown) => void): Closing => {
  const opened: { name: string; close: Close }[] = [];
  let closed: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    for (const { name, close } of opened.reverse()) {
      try {
        await close();
      } catch (error) {
        onFailure(name, error);
      }
    }
  };
  return {
    add: (name, close) => {
      opened.push({ name, close });
    },
    close: () => (closed ??= closeAll()),
  };
};

const PARENT_CHECK_MS = 1_000;

/**
 * npm that is killed outright tells nobody. Only under npm: a server that was put into the background from a
 * shell lives on when the shell ends.
 */
const stopWithParent = (stop: () => void): void => {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, PARENT_CHECK_MS).unref();
};

/**
 * Calls `stop` once, when the process is asked to end (SIGTERM, SIGINT; a terminal sends SIGINT twice through
 * npm), when the npm that started it died, or, with AIDESIGN_WATCHDOG=1, when its standard input ends.
 */
export const onShutdown = (stop: (reason: string) => Promise<void>, logger: Logger): void => {
  let stopping = false;
  const once = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    stop(reason).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ err: error }, 'shutdown failed');
        process.exit(1);
      },
    );
  };
  // A supervisor that was killed reads no more output: a log line must not end us half-way through stopping.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => once('output closed'));
  process.on('SIGTERM', () => once('SIGTERM'));
  process.on('SIGINT', () => once('SIGINT'));
  if (process.env['npm_lifecycle_event'] !== undefined) stopWithParent(() => once('npm ended'));
  if (process.env['AIDESIGN_WATCHDOG'] === '1') {
    process.stdin.on('end', () => once('supervisor ended')).on('error', () => once('supervisor ended'));
    process.stdin.resume();
  }
};
