import type { Outcome as LogOutcome } from '#eventlog/event-log.js';

/** What a command did: the state it left, where it stands in the log, and whether it had been done before. */
export type Outcome<S> = LogOutcome<S>;
