// Catch-up subscriptions: a cursor, a page after it, and a wait for the next commit. There is no live
// buffer, so nothing overflows and nothing is handed over; a slow client only makes its own cursor fall
// behind. Promises: strictly increasing, no gap, no repetition. Starts are exclusive.

import { randomUUID } from 'node:crypto';
import { tombstoneOf, viewStream } from '../store/lookup.js';
import { readAllPage, readStreamPage } from '../store/pages.js';
import { CAUGHT_UP, checkpoint, confirmation, type ReadFrom } from '../wire/read-messages.js';
import { isShownInAll } from './filter.js';
import { sendSlowly } from './outlet.js';
import { nextTurn, type ReadJob } from './read-count.js';
import { errorOf } from './status.js';

const PAGE = 64;
const DEFAULT_WINDOW = 32;

/** Waits for a commit, unless the call ends first. */
const nextCommit = async ({ store, outlet }: ReadJob, stream: string | undefined): Promise<void> => {
  const stop = store.signal.wait(stream, outlet.wake);
  await outlet.pause();
  stop();
};

const cursorFrom = (from: ReadFrom, ends: { beforeFirst: number; last: number }): number => {
  if (from === 'start') return ends.beforeFirst;
  if (from === 'end') return ends.last;
  return from;
};

/** Follows one stream until the call ends or the stream is tombstoned. */
export const subscribeToStream = async (job: ReadJob): Promise<void> => {
  const { store, outlet, request } = job;
  const { stream } = request;
  const atStart = viewStream(store.tables, stream);
  let cursor = cursorFrom(request.from, { beforeFirst: -1, last: atStart?.last ?? -1 });
  let caughtUp = false;
  if (atStart?.tombstoned !== true) await sendSlowly(outlet, confirmation(randomUUID()));
  while (!outlet.isClosed) {
    const view = viewStream(store.tables, stream);
    if (view?.tombstoned === true) {
      await endTombstoned(job, atStart?.tombstoned === true);
      return;
    }
    const page =
      view === undefined
        ? { events: [], next: cursor + 1, done: true }
        : readStreamPage(store.tables, view, { from: cursor + 1, backwards: false, limit: PAGE });
    for (const { record } of page.events) await sendSlowly(outlet, job.encode(record));
    cursor = Math.max(cursor, page.next - 1);
    if (page.events.length > 0 || !page.done) continue;
    if (!caughtUp) {
      caughtUp = true;
      await sendSlowly(outlet, CAUGHT_UP);
    } else await nextCommit(job, stream);
  }
};

/** A tombstone that came while subscribed is shown, then ends the call; one from before is only an error. */
const endTombstoned = async ({ store, outlet, request, encode }: ReadJob, before: boolean): Promise<void> => {
  const record = before ? undefined : tombstoneOf(store.tables, request.stream);
  if (record !== undefined) await sendSlowly(outlet, encode(record));
  outlet.fail(errorOf({ kind: 'stream-deleted', stream: request.stream }));
};

/** Checkpoints of a filtered subscription: how far the server has looked. */
interface Progress {
  readonly interval: number;
  lookedAt: number;
  sinceCheckpoint: number;
  lastCheckpoint: number;
}

const sendCheckpoint = async ({ outlet }: ReadJob, progress: Progress): Promise<void> => {
  progress.sinceCheckpoint = 0;
  if (progress.lookedAt <= progress.lastCheckpoint) return;
  progress.lastCheckpoint = progress.lookedAt;
  await sendSlowly(outlet, checkpoint(progress.lookedAt));
};

const progressOf = ({ request }: ReadJob): Progress => {
  const window = request.filter?.window ?? DEFAULT_WINDOW;
  const multiplier = Math.max(1, request.filter?.checkpointMultiplier ?? 1);
  return { interval: Math.max(1, window) * multiplier, lookedAt: 0, sinceCheckpoint: 0, lastCheckpoint: 0 };
};

/** Follows $all, filtered or not, until the call ends. */
export const subscribeToAll = async (job: ReadJob): Promise<void> => {
  const { store, outlet, request, filter } = job;
  let cursor = cursorFrom(request.from, { beforeFirst: 0, last: store.lastPosition() });
  const progress = progressOf(job);
  let caughtUp = false;
  await sendSlowly(outlet, confirmation(randomUUID()));
  while (!outlet.isClosed) {
    const page = readAllPage(store.tables, { from: cursor + 1, backwards: false, limit: PAGE });
    for (const { position, record } of page) {
      const shown = isShownInAll(record) && filter?.(record) !== false;
      if (shown) await sendSlowly(outlet, job.encode(record));
      progress.lookedAt = position;
      if (filter !== undefined && ++progress.sinceCheckpoint >= progress.interval) {
        await sendCheckpoint(job, progress);
      }
      cursor = position;
    }
    if (page.length > 0) await nextTurn();
    else if (!caughtUp) {
      caughtUp = true;
      if (filter !== undefined) await sendCheckpoint(job, progress);
      await sendSlowly(outlet, CAUGHT_UP);
    } else await nextCommit(job, undefined);
  }
};
