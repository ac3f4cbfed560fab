// Reads that end: pages of a stream or of $all, in either direction, until `count` or the end is reached.

import { viewStream } from '../store/lookup.js';
import { readAllPage, readStreamPage } from '../store/pages.js';
import type { Store } from '../store/store.js';
import { streamNotFound, type ReadFrom, type ReadRequest } from '../wire/read-messages.js';
import { isShownInAll, type RecordFilter } from './filter.js';
import { sendSlowly, type Outlet } from './outlet.js';
import { errorOf } from './status.js';

const PAGE = 64;

/** One read call. `encode` gives records the form the client asked for. */
export interface ReadJob {
  readonly store: Store;
  readonly outlet: Outlet;
  readonly request: ReadRequest;
  readonly filter: RecordFilter | undefined;
  readonly encode: (record: Buffer) => Buffer;
}

const firstRevision = (from: ReadFrom, backwards: boolean): number => {
  if (from === 'start') return 0;
  if (from === 'end') return backwards ? Number.MAX_SAFE_INTEGER : Infinity;
  return from;
};

/** Reads a stream and ends the call. */
export const readStream = async (job: ReadJob, count: number): Promise<void> => {
  const { store, outlet, request } = job;
  const { stream, backwards } = request;
  let from = firstRevision(request.from, backwards);
  for (let left = count, first = true; left > 0 && !outlet.isClosed; first = false) {
    const view = viewStream(store.tables, stream);
    if (view?.tombstoned === true) {
      outlet.fail(errorOf({ kind: 'stream-deleted', stream }));
      return;
    }
    if (view === undefined || view.metadata.deleted) {
      if (first) await sendSlowly(outlet, streamNotFound(stream));
      break;
    }
    if (from === Infinity) break;
    const page = readStreamPage(store.tables, view, { from, backwards, limit: Math.min(left, PAGE) });
    for (const { record } of page.events) await sendSlowly(outlet, job.encode(record));
    left -= page.events.length;
    if (page.done) break;
    from = page.next;
  }
  outlet.finish();
};

const firstPosition = (from: ReadFrom, backwards: boolean): number => {
  if (from === 'start') return 0;
  if (from === 'end') return backwards ? Number.MAX_SAFE_INTEGER : Infinity;
  return backwards ? from - 1 : from;
};

/** Reads $all and ends the call. */
export const readAll = async (job: ReadJob, count: number): Promise<void> => {
  const { store, outlet, request, filter } = job;
  const { backwards } = request;
  let from = firstPosition(request.from, backwards);
  for (let left = count; left > 0 && from >= 0 && from !== Infinity && !outlet.isClosed;) {
    const page = readAllPage(store.tables, { from, backwards, limit: PAGE });
    const last = page.at(-1);
    if (last === undefined) break;
    for (const { record } of page) {
      if (left === 0) break;
      if (!isShownInAll(record) || filter?.(record) === false) continue;
      await sendSlowly(outlet, job.encode(record));
      left--;
    }
    from = backwards ? last.position - 1 : last.position + 1;
    if (filter !== undefined) await nextTurn();
  }
  outlet.finish();
};

/** Lets other calls run: a filter that matches nothing would otherwise never wait for anything. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
