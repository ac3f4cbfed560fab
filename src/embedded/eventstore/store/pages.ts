// Reads committed records page by page. Every page is one synchronous look at the tables, so no LMDB cursor
// outlives the call; a page ends at `limit` events or about a megabyte, whichever comes first.

import { recordCreatedMs } from '../wire/peek-record.js';
import { TOMBSTONE_REVISION } from '../wire/tombstone-revision.js';
import { recordIn } from './checksum.js';
import { readIndexValue, recordAt, type StreamView } from './lookup.js';
import { firstVisible } from './stream-metadata.js';
import type { Tables } from './tables.js';

const PAGE_BYTES = 1024 * 1024;

export interface StreamEvent {
  readonly revision: number;
  readonly record: Buffer;
}

export interface AllEvent {
  readonly position: number;
  readonly record: Buffer;
}

/** `from` is inclusive in both directions. */
export interface PageRequest {
  readonly from: number;
  readonly limit: number;
  readonly backwards: boolean;
}

/** `next` is where the following page starts; `done` = nothing is left in this direction now. */
export interface StreamPage {
  readonly events: readonly StreamEvent[];
  readonly next: number;
  readonly done: boolean;
}

const isExpired = (record: Buffer, view: StreamView, now: number): boolean =>
  view.metadata.maxAgeMs !== undefined && recordCreatedMs(record) < now - view.metadata.maxAgeMs;

type IndexKey = [number, number];

/** The index range a page may look at; `end` is exclusive. */
const rangeOf = (view: StreamView, page: PageRequest): { start: IndexKey; end: IndexKey } => {
  const lowest = firstVisible(view.metadata, view.last);
  return page.backwards
    ? { start: [view.id, Math.min(page.from, view.last)], end: [view.id, lowest - 1] }
    : { start: [view.id, Math.max(page.from, lowest)], end: [view.id, TOMBSTONE_REVISION] };
};

/** One page of a stream, without what its metadata hides. */
export const readStreamPage = (tables: Tables, view: StreamView, page: PageRequest): StreamPage => {
  const { backwards, limit } = page;
  const now = Date.now();
  const events: StreamEvent[] = [];
  let bytes = 0;
  let seen = 0;
  let next = page.from;
  let done = true;
  const range = { ...rangeOf(view, page), reverse: backwards, limit };
  for (const { key, value } of tables.index.getRange(range)) {
    next = backwards ? key[1] - 1 : key[1] + 1;
    const record = recordAt(tables, readIndexValue(value));
    if (record !== undefined && !isExpired(record, view, now)) {
      events.push({ revision: key[1], record });
      bytes += record.length;
    }
    if (++seen >= limit || bytes >= PAGE_BYTES) {
      done = false;
      break;
    }
  }
  return { events, next, done: done || next < 0 };
};

/** One page of everything, in commit order. */
export const readAllPage = (tables: Tables, page: PageRequest): readonly AllEvent[] => {
  const { from, limit, backwards } = page;
  const events: AllEvent[] = [];
  let bytes = 0;
  for (const { key, value } of tables.log.getRange({ start: from, reverse: backwards, limit })) {
    events.push({ position: key, record: recordIn(value) });
    bytes += value.length;
    if (bytes >= PAGE_BYTES) break;
  }
  return events;
};
