import type { Outcome as LogOutcome } from '#eventlog/execution.js';

/** What a command did: the state it left, where it stands in the log, and whether it had been done before. */
export type Outcome<S> = LogOutcome<S>;
