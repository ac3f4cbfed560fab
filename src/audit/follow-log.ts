// Follows the log for a person who watches. Promises: every matching event after the start, once, in order, also across
// restarts of the server. Does not promise to notice at once that a machine vanished without a word (the client pings).
// It never gives up by itself: the abort signal ends it. Failures that are not about the connection are thrown.
import { START } from '@eventstore/db-client';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogClient } from '#eventlog/log-client.js';
import type { Position } from '#platform/position.js';
import { rawEvent } from '#eventlog/recorded-event.js';
import { isTransient } from '#eventlog/unavailable.js';
import { logRecord, type LogRecord } from './log-record.js';
import { matches, serverFilter, type RecordQuery } from './record-query.js';

export interface Following {
  readonly query: RecordQuery;
  /** Events after this position; null = from the beginning. */
  readonly after: Position | null;
  readonly signal: AbortSignal;
  /** Told when the connection is lost, and when it is there again. */
  readonly onConnection: (state: 'lost' | 'back') => void;
}

const RETRY_MS = { first: 200, most: 3_000 };

type Resume = { after: Position | null };

/** Events until the connection ends; `resume` always says how far they got. */
async function* subscribed(
  client: LogClient,
  { query, signal }: Following,
  { resume, onConfirmed }: { resume: Resume; onConfirmed: () => void },
): AsyncGenerator<LogRecord> {
  if (signal.aborted) return;
  const subscription = client.subscribeToAll({
    fromPosition: resume.after ?? START,
    filter: serverFilter(query),
  });
  const stop = (): void => void subscription.destroy();
  subscription.once('confirmation', onConfirmed);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const resolved of subscription) {
      const raw = rawEvent(resolved);
      if (!raw) continue;
      const record = logRecord(raw);
      resume.after = raw.position;
      if (matches(query, record)) yield record;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    void subscription.unsubscribe();
  }
}

const isBrokenConnection = (error: unknown): boolean =>
  isTransient(error) || (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';

/** Follows until the signal is given. `connect` is asked before each attempt: the server may have moved. */
export async function* followLog(
  connect: () => Promise<LogClient>,
  following: Following,
): AsyncGenerator<LogRecord> {
  const { signal, onConnection } = following;
  const resume: Resume = { after: following.after };
  let wait = RETRY_MS.first;
  let lost = false;
  const ended = (): boolean => signal.aborted;
  const onConfirmed = (): void => {
    wait = RETRY_MS.first;
    if (lost) onConnection('back');
    lost = false;
  };
  while (!ended()) {
    try {
      yield* subscribed(await connect(), following, { resume, onConfirmed });
    } catch (error) {
      if (!ended() && !isBrokenConnection(error)) throw error;
    }
    if (ended()) return;
    if (!lost) onConnection('lost');
    lost = true;
    await delay(wait, undefined, { signal }).catch(() => undefined);
    wait = Math.min(wait * 2, RETRY_MS.most);
  }
}
