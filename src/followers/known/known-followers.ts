/** How far a follower is behind the log as it is now, whatever the follower itself says. */
export interface KnownLag {
  /** Events it has not handled. */
  readonly events: number;
  /** False: there are more than `events`. */
  readonly exact: boolean;
  /** Age of the oldest event it has not handled; 0: there is none. Grows while nobody works. */
  readonly seconds: number;
}

/** The last failure that made a follower begin again. No text: messages of databases quote values. */
export interface KnownFailure {
  /** Stable: SQLSTATE, code of the network, or name of the error. */
  readonly code: string;
  /** ISO 8601. */
  readonly at: string;
  /** It has got on since then. */
  readonly over: boolean;
}

/** What differs from the log, as somebody who compares them found; nobody has to. */
export interface KnownDifferences {
  readonly rows: number;
  /** When they were compared, ISO 8601. */
  readonly at: string;
}

/** One version of a projection, or one reactor. */
export interface KnownFollower {
  readonly kind: 'projection' | 'reactor';
  readonly name: string;
  /** Of its tables; 1 for a reactor. */
  readonly version: number;
  /** What it is for: read by readers (and every reactor), kept beside, or being filled. */
  readonly role: 'live' | 'standby' | 'building';
  /** Its role while a process works on it; stopped: nobody does. */
  readonly state: 'live' | 'standby' | 'building' | 'stopped';
  /** Commit position of the last event handled, in digits; null: none yet. */
  readonly position: string | null;
  readonly eventsHandled: number;
  /** Null: the log did not say, or this release does not know what it follows. */
  readonly lag: KnownLag | null;
  /** Events handled per second in the last minute, or as long as this process watches; null: not long enough. */
  readonly perSecond: number | null;
  readonly parked: { readonly streams: number; readonly events: number };
  /** The last one there was; null: none. */
  readonly lastError: KnownFailure | null;
  /** How often it began again after a failure, ever. */
  readonly restarts: number;
  readonly differences?: KnownDifferences;
}

/** The newest event of the log. */
export interface KnownHead {
  /** Commit position in digits. */
  readonly position: string;
  /** ISO 8601, by the clock of the log. */
  readonly at: string;
}

export interface KnownLog {
  readonly reachable: boolean;
  /** Null: it is empty, or not reachable. */
  readonly head: KnownHead | null;
  /** Milliseconds to the answer; null: there was none. */
  readonly latencyMs: number | null;
}

/** What is known of followers at one moment. */
export interface KnownFollowers {
  /** ISO 8601. */
  readonly at: string;
  readonly log: KnownLog;
  /** Projections by name and version, then reactors by name. */
  readonly followers: readonly KnownFollower[];
}
