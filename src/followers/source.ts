// One catch-up subscription to the events of some categories. Promises: events in the order of the log, each once,
// pulled as they are wanted (the server waits when nobody does). Never throws inside the client's callbacks. The
// server's checkpoints are hints: nothing resumes from them. It does not reconnect: when it is lost, `read` says so
// with SourceLost and the supervisor opens another one. A closed source gives nothing, whatever still arrives.
import { START, streamNameFilter, type AllStreamResolvedEvent } from '@eventstore/db-client';
import type { LogClient } from '#eventlog/log-client.js';
import { isBefore, type Position } from '#eventlog/position.js';
import { rawEvent, type RawEvent } from '#eventlog/recorded-event.js';
import { SourceLost } from './errors.js';

/** What of the client a follower uses. */
export type FollowedLog = Pick<LogClient, 'subscribeToAll' | 'readAll' | 'dispose'>;

export interface Following {
  /** Position of the last event handled; null: from the beginning. */
  readonly from: Position | null;
  /** Stream name prefixes such as `project-`. */
  readonly prefixes: readonly string[];
}

export interface Source {
  /** An event that has arrived, or undefined. Throws `SourceLost`. */
  read(): RawEvent | undefined;
  /** Resolves when something happened: an event, the end of the history, a failure; or after the time. */
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

export const openSource = (log: FollowedLog, { from, prefixes }: Following): Source => {
  const changes = new EventTarget();
  const changed = (): boolean => changes.dispatchEvent(new Event('change'));
  let hint: Position | null = null;
  let caughtUp = false;
  let closed = false;
  let lost: SourceLost | undefined;

  const lose = (why: string) => (cause?: unknown) => {
    lost ??= new SourceLost(why, cause);
    changed();
  };
  const subscription = log.subscribeToAll(
    {
      fromPosition: from ?? START,
      filter: streamNameFilter({
        prefixes: [...prefixes],
        checkpointInterval: CHECKPOINT_EVERY,
        checkpointReached: (_subscription, position) => {
          hint = later(hint, position);
        },
      }),
    },
    { highWaterMark: BUFFERED },
  );
  subscription.on('error', lose('the log reported an error'));
  subscription.on('end', lose('the log ended it'));
  subscription.on('close', lose('the connection was closed'));
  subscription.on('readable', changed);
  subscription.on('caughtUp', () => {
    caughtUp = true;
    changed();
  });

  const read = (): RawEvent | undefined => {
    if (closed) return undefined;
    for (;;) {
      const resolved: AllStreamResolvedEvent | null = subscription.read();
      const raw = resolved && rawEvent(resolved);
      if (raw) return raw;
      if (resolved) continue;
      if (lost) throw lost;
      return undefined;
    }
  };

  return {
    read,
    isLive: () => caughtUp && !lost && subscription.readableLength === 0,
    hint: () => hint,
    change: (milliseconds, signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          changes.removeEventListener('change', done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        changes.addEventListener('change', done);
        signal.addEventListener('abort', done);
        if (signal.aborted || lost || subscription.readableLength > 0) done();
      }),
    close: () => {
      if (closed) return;
      closed = true;
      // Unsubscribing fails when the call never came about; either way nobody listens any more.
      const forget = (): unknown => subscription.destroy();
      subscription.unsubscribe().then(forget, forget);
    },
  };
};
