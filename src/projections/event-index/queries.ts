import type { Knex } from 'knex';
import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { eventIndexProjection } from './projection.js';
import { eventIndex } from './tables.js';

export type IndexedEvent = Answer<typeof eventIndex>;

/** A place in the index: that of the last event seen. */
export interface IndexPlace {
  readonly commit: number;
  readonly prepare: number;
}

/** Which events; what is absent does not narrow. */
export interface EventFilter {
  readonly types?: readonly string[] | undefined;
  readonly stream?: string | undefined;
  readonly account?: number | undefined;
  readonly actorKind?: string | undefined;
  readonly actorId?: string | undefined;
  readonly correlation?: string | undefined;
  readonly causation?: string | undefined;
  /** Happened at or after this instant. */
  readonly from?: string | undefined;
  /** Happened before this instant. */
  readonly to?: string | undefined;
}

export interface EventPage {
  readonly filter: EventFilter;
  readonly order: 'newest' | 'oldest';
  /** Only what comes after it in that order; undefined: from the beginning. */
  readonly after: IndexPlace | undefined;
  readonly limit: number;
}

const EQUAL = {
  stream: 'stream',
  account: 'account',
  actorKind: 'actor_kind',
  actorId: 'actor_id',
  correlation: 'correlation_id',
  causation: 'causation_id',
} as const satisfies Partial<Record<keyof EventFilter, string>>;

const narrow = (query: Knex.QueryBuilder, filter: EventFilter): void => {
  for (const [field, column] of Object.entries(EQUAL)) {
    const value = filter[field as keyof typeof EQUAL];
    if (value !== undefined) query.where(`e.${column}`, value);
  }
  if (filter.types !== undefined) query.whereIn('e.type', filter.types);
  if (filter.from !== undefined) query.where('e.at', '>=', filter.from);
  if (filter.to !== undefined) query.where('e.at', '<', filter.to);
};

const VIEW = viewOf(eventIndexProjection)(eventIndex);
const PLACE = ['commit_position', 'prepare_position'] as const;

const isByTime = ({ from, to }: EventFilter): boolean => from !== undefined || to !== undefined;

const BEYOND = { newest: ['<', 'desc'], oldest: ['>', 'asc'] } as const;

/** When the event at that place happened, or the one before it in that order when there is none just there. */
const timeAt = (order: EventPage['order'], { commit, prepare }: IndexPlace): Knex.QueryBuilder => {
  const [beyond, direction] = BEYOND[order];
  return sql(`${VIEW} as p`)
    .whereRaw(`(p.commit_position, p.prepare_position) ${beyond}= (?, ?)`, [commit, prepare])
    .orderBy(PLACE.map((column) => ({ column: `p.${column}`, order: direction })))
    .limit(1)
    .select('p.at');
};

const goOn = (query: Knex.QueryBuilder, { filter, order, after }: EventPage): void => {
  if (!after) return;
  const [beyond] = BEYOND[order];
  const { commit, prepare } = after;
  if (isByTime(filter))
    query.whereRaw(`(e.at, e.commit_position, e.prepare_position) ${beyond} ((?), ?, ?)`, [
      timeAt(order, after),
      commit,
      prepare,
    ]);
  else query.whereRaw(`(e.commit_position, e.prepare_position) ${beyond} (?, ?)`, [commit, prepare]);
};

/**
 * Events of the index in the order of the log, or the other way round. Narrowed by time they come in the order
 * of time, and in that of the log where it is the same: the way to a stretch of time leads past no other event.
 */
export const listEvents = (db: Db, page: EventPage): Promise<IndexedEvent[]> => {
  const { filter, order, limit } = page;
  const query = sql(`${VIEW} as e`).select(...columnsAs('e', eventIndex));
  narrow(query, filter);
  goOn(query, page);
  const [, direction] = BEYOND[order];
  const columns = isByTime(filter) ? (['at', ...PLACE] as const) : PLACE;
  query.orderBy(columns.map((column) => ({ column: `e.${column}`, order: direction })));
  return run<IndexedEvent>(db, query.limit(limit));
};
