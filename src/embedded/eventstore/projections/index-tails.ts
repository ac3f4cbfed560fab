// The ends of the index streams of one projection: the revision the next entry follows, and which entries a run
// that was killed after its last checkpoint has written already. Loaded on first use; of streams not used for
// long only what the tables know is kept.

import { positionOf, recordOf, viewStream } from '../store/lookup.js';
import type { Tables } from '../store/tables.js';
import { recordId } from '../wire/peek-record.js';

const LIMIT = 20_000;

export interface Tail {
  /** -1 when nothing was ever written. */
  last: number;
  /** Ids of entries that are there although the checkpoint does not say so. */
  readonly written: Set<string>;
}

/** What was in the log when a run began: entries between `after` and `until` may be there already. */
export interface Resumed {
  readonly after: number;
  readonly until: number;
}

export interface IndexTails {
  /** The end of an index stream; undefined when it is deleted for ever. */
  get(stream: string): Tail | undefined;
  /** Forgets what is too much; `cursor` is how far the log has been read. */
  trim(cursor: number): void;
}

const writtenAfter = (
  tables: Tables,
  { id, last }: { id: number; last: number },
  after: number,
): Set<string> => {
  const ids = new Set<string>();
  for (let revision = last; revision >= 0; revision--) {
    const position = positionOf(tables, id, revision);
    if (position !== undefined && position <= after) break;
    const record = recordOf(tables, id, revision);
    if (record !== undefined) ids.add(recordId(record));
  }
  return ids;
};

const load = (tables: Tables, stream: string, after: number | undefined): Tail | undefined => {
  const view = viewStream(tables, stream);
  if (view === undefined) return { last: -1, written: new Set() };
  if (view.tombstoned) return undefined;
  return { last: view.last, written: after === undefined ? new Set() : writtenAfter(tables, view, after) };
};

export const indexTails = (tables: Tables, resumed: Resumed): IndexTails => {
  const tails = new Map<string, Tail | undefined>();
  let isNew = resumed.after >= resumed.until;
  return {
    get: (stream) => {
      if (tails.has(stream)) return tails.get(stream);
      const tail = load(tables, stream, isNew ? undefined : resumed.after);
      tails.set(stream, tail);
      return tail;
    },
    trim: (cursor) => {
      isNew ||= cursor >= resumed.until;
      if (!isNew || tails.size <= LIMIT) return;
      let excess = tails.size - LIMIT;
      for (const stream of tails.keys()) {
        if (excess-- <= 0) return;
        tails.delete(stream);
      }
    },
  };
};
