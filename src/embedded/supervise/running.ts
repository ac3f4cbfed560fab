/**
 * How a process ended. `code` is null when a signal ended it; `logTail` holds its last log lines, oldest
 * first.
 */
export type Exit = Readonly<{
  code: number | null;
  signal: NodeJS.Signals | null;
  logTail: readonly string[];
}>;

/** A process that was started: what a supervisor needs to watch it and to end it. */
export type Running = Readonly<{
  pid: number;
  /** Resolves when the process is gone, for whatever reason; never rejects. */
  exited: Promise<Exit>;
  /** Ends the process cleanly and resolves when it is gone. Calling it twice is harmless. */
  stop: () => Promise<void>;
}>;
