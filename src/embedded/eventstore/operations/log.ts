// Lines of JSON on stderr, one per thing worth telling. Never a stack trace, never an event's content.

export type Level = 'info' | 'warning' | 'error';

/** Writes one line. */
export const logLine = (level: Level, event: string, facts: Readonly<Record<string, unknown>> = {}): void => {
  const line = { time: new Date().toISOString(), level, component: 'embedded event store', event, ...facts };
  process.stderr.write(`${JSON.stringify(line)}\n`);
};

/** Writes an unexpected error, without its stack. */
export const logError = (where: string, error: unknown): void => {
  const text = error instanceof Error ? error.message : String(error);
  logLine('error', 'failed', { where, error: text });
};

/** What a commit may take before it is worth a line. */
const SLOW_COMMIT_MS = 1_000;
/** A slow disk is told once in a while, not with every commit. */
const REPEAT_MS = 10_000;

/** Tells about slow commits. */
export const slowCommits = (): ((commit: { events: number; bytes: number; ms: number }) => void) => {
  let toldAt = -Infinity;
  let untold = 0;
  return ({ events, bytes, ms }) => {
    if (ms < SLOW_COMMIT_MS) return;
    untold++;
    const now = Date.now();
    if (now - toldAt < REPEAT_MS) return;
    logLine('warning', 'slow commit', { ms: Math.round(ms), events, bytes, slowCommits: untold });
    toldAt = now;
    untold = 0;
  };
};
