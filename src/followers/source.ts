// One catch-up subscription to the events of some categories. Promises: events in the order of the log, each
// once, pulled as they are wanted (the server waits when nobody does). Never throws inside the client's
// callbacks. The server's checkpoints are hints: nothing resumes from them. It does not reconnect: when it is
// lost, `read` says so with SourceLost and the supervisor opens another one. A closed source gives nothing,
// whatever still arrives.
import { START, streamNameFilter, type AllStreamResolvedEvent } from '@eventstore/db-client';
import type { LogClient } from '#eventlog/log-client.js';
import { isBefore, type Position } from '#platform/position.js';
import { rawEvent, type RawEvent } from '#eventlog/recorded-event.js';
import { SourceLost } from './errors.js';

/** What of the client a follower uses. */
export type FollowedLog = Pick<LogClient, 'subscribeToAll' | 'readAll' | 'readStream' | 'dispose'>;

export interface Following {
  /** Position of the last event handled; null: from the beginning. */
  readonly from: Position | null;
  /** Stream name prefixes such as `project-`. */
  readonly prefixes: readonly string[];
  /** A regular expression for what their names end with; without it any. */
  readonly endings?: string | undefined;
}

export interface Source {
  /** An event that has arrived, or undefined. Throws `SourceLost`. */
  read(): RawEvent | undefined;
  /**
   * One caller at a time. Resolves when something happened: an event, the end of the history, a failure; or
   * after the time.
   */
  change(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** True when the end of the log was reached and everything that arrived was read. */
  isLive(): boolean;
  /** How far the server says it has looked; for lag only. */
  hint(): Position | null;
  close(): void;
}

const BUFFERED = 128;
const CHECKPOINT_EVERY = 32;

const later = (one: Position | null, other: Position): Position =>
  one && !isBefore(one, other) ? one : other;

/** What the client's callbacks noted; they do nothing else. */
interface Notes {
  hint: Position | null;
  caughtUp: boolean;
  lost: SourceLost | undefined;
  /** Tells whoever waits that something happened. */
  changed: () => void;
}

const filterOf = ({ prefixes, endings }: Following, notes: Notes) => {
  const checkpoints = {
    checkpointInterval: CHECKPOINT_EVERY,
    checkpointReached: (_subscription: unknown, position: Position): void => {
      notes.hint = later(notes.hint, position);
    },
  };
  return endings === undefined
    ? streamNameFilter({ prefixes: [...prefixes], ...checkpoints })
    : streamNameFilter({ regex: `^(?:${prefixes.join('|')}).*${endings}`, ...checkpoints });
};

const subscribe = (log: FollowedLog, following: Following, notes: Notes) => {
  const { from } = following;
  const filter = filterOf(following, notes);
  const lose = (why: string) => (cause?: unknown) => {
    notes.lost ??= new SourceLost(why, cause);
    notes.changed();
  };
  return log
    .subscribeToAll({ fromPosition: from ?? START, filter }, { highWaterMark: BUFFERED })
    .on('error', lose('the log reported an error'))
    .on('end', lose('the log ended it'))
    .on('close', lose('the connection was closed'))
    .on('readable', () => notes.changed())
    .on('caughtUp', () => {
      notes.caughtUp = true;
      notes.changed();
    });
};

type Subscription = ReturnType<typeof subscribe>;

const nextOf = (subscription: Subscription): RawEvent | undefined => {
  for (;;) {
    const resolved = subscription.read() as AllStreamResolvedEvent | null;
    if (resolved === null) return undefined;
    const raw = rawEvent(resolved);
    if (raw) return raw;
  }
};

const unsubscribe = (subscription: Subscription): void => {
  // Unsubscribing fails when the call never came about; either way nobody listens any more.
  const forget = (): unknown => subscription.destroy();
  subscription.unsubscribe().then(forget, forget);
};

/** Resolves at the next change, at the signal or after the time. */
const nextChange = (notes: Notes, milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      notes.changed = (): void => undefined;
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    notes.changed = done;
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });

export const openSource = (log: FollowedLog, following: Following): Source => {
  const notes: Notes = { hint: null, caughtUp: false, lost: undefined, changed: () => undefined };
  const subscription = subscribe(log, following, notes);
  let closed = false;
  return {
    read: () => {
      if (closed) return undefined;
      const raw = nextOf(subscription);
      if (!raw && notes.lost) throw notes.lost;
      return raw;
    },
    isLive: () => notes.caughtUp && !notes.lost && subscription.readableLength === 0,
    hint: () => notes.hint,
    change: (milliseconds, signal) =>
      notes.lost || subscription.readableLength > 0
        ? Promise.resolve()
        : nextChange(notes, milliseconds, signal),
    close: () => {
      if (!closed) unsubscribe(subscription);
      closed = true;
    },
  };
};
