// What a group reads, page by page: a stream, or $all with its filter. `place` is a revision or a position.

import { isShownInAll, type RecordFilter } from '../rpc/filter.js';
import { viewStream } from '../store/lookup.js';
import { readAllPage, readStreamPage } from '../store/pages.js';
import type { Tables } from '../store/tables.js';

/** One place: the record there, or why the group gets none. What is hidden does not even count as progress. */
export interface Seen {
  readonly at: number;
  readonly record: Buffer | 'filtered' | 'hidden';
}

export interface SourcePage {
  readonly seen: readonly Seen[];
  /** Where the next page starts. */
  readonly next: number;
  /** True when nothing was left to read. */
  readonly done: boolean;
}

/** Reads at most `limit` places from `from` on, `from` included. */
export type ReadSource = (from: number, limit: number) => SourcePage;

/** A tombstoned stream, and one that is not there, have nothing to read. */
export const streamSource =
  (tables: Tables, stream: string): ReadSource =>
  (from, limit) => {
    const view = viewStream(tables, stream);
    if (view === undefined || view.tombstoned) return { seen: [], next: from, done: true };
    const page = readStreamPage(tables, view, { from, limit, backwards: false });
    const seen = page.events.map(({ revision, record }) => ({ at: revision, record }));
    return { seen, next: Math.max(from, page.next), done: seen.length === 0 && page.done };
  };

export const allSource =
  (tables: Tables, filter: RecordFilter | undefined): ReadSource =>
  (from, limit) => {
    const page = readAllPage(tables, { from, limit, backwards: false });
    const seen = page.map(({ position, record }): Seen => {
      if (!isShownInAll(record)) return { at: position, record: 'hidden' };
      return { at: position, record: filter?.(record) === false ? 'filtered' : record };
    });
    return { seen, next: (seen.at(-1)?.at ?? from - 1) + 1, done: seen.length === 0 };
  };
