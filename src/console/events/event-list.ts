import { filterOf } from '#audit/event-query.js';
import { placeOf } from '#audit/event-pages.js';
import type { Db } from '#platform/postgres/db.js';
import { listEvents, type IndexedEvent, type IndexPlace } from '#projections/event-index/queries.js';
import { orderOf, placeIn, placeText, type Question } from './question.js';

const PAGE = 50;

/** A page of the index. */
export interface EventList {
  readonly rows: readonly IndexedEvent[];
  /** Places to go on from, in the order of the page; undefined: there is nothing more. */
  readonly next: string | undefined;
  readonly back: string | undefined;
}

/** The place just before the first event at or after (or, newest first, at or before) a position. */
const placeAt = (position: string, order: 'newest' | 'oldest'): IndexPlace => ({
  commit: Number(position),
  prepare: order === 'newest' ? Number.MAX_SAFE_INTEGER : -1,
});

const startOf = ({ cursor, position, order = 'newest' }: Question): IndexPlace | undefined => {
  if (cursor !== undefined) return placeIn(cursor);
  return position === undefined ? undefined : placeAt(position, order);
};

const OTHER = { newest: 'oldest', oldest: 'newest' } as const;

const placeOfLast = (row: IndexedEvent | undefined): string | undefined => row && placeText(placeOf(row));

/** The events before a place: read the other way round, then turned. */
const backwards = async (db: Db, question: Question, until: string): Promise<EventList> => {
  const order = OTHER[orderOf(question)];
  const asked = { filter: filterOf(question), order, after: placeIn(until), limit: PAGE + 1 };
  const found = await listEvents(db, asked);
  const rows = found.slice(0, PAGE).reverse();
  const back = found.length > PAGE ? placeOfLast(rows[0]) : undefined;
  return { rows, next: placeOfLast(rows.at(-1)), back };
};

/** One page of the events asked for; never counts them. */
export const eventList = async (db: Db, question: Question): Promise<EventList> => {
  if (question.until !== undefined) return backwards(db, question, question.until);
  const after = startOf(question);
  const asked = { filter: filterOf(question), order: orderOf(question), after, limit: PAGE + 1 };
  const found = await listEvents(db, asked);
  const rows = found.slice(0, PAGE);
  const next = found.length > PAGE ? placeOfLast(rows.at(-1)) : undefined;
  return { rows, next, back: after && placeOfLast(rows[0]) };
};

/** The newest event of all that the index holds; undefined when it is empty. */
export const newestPlace = async (db: Db): Promise<IndexPlace | undefined> => {
  const [newest] = await listEvents(db, { filter: {}, order: 'newest', after: undefined, limit: 1 });
  return newest && placeOf(newest);
};
