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

/** Events of the index in the order of the log, or the other way round. */
export const listEvents = (db: Db, { filter, order, after, limit }: EventPage): Promise<IndexedEvent[]> => {
  const query = sql(`${viewOf(eventIndexProjection)(eventIndex)} as e`).select(...columnsAs('e', eventIndex));
  narrow(query, filter);
  const direction = order === 'newest' ? 'desc' : 'asc';
  const beyond = order === 'newest' ? '<' : '>';
  if (after)
    query.whereRaw(`(e.commit_position, e.prepare_position) ${beyond} (?, ?)`, [after.commit, after.prepare]);
  query.orderBy([
    { column: 'e.commit_position', order: direction },
    { column: 'e.prepare_position', order: direction },
  ]);
  return run<IndexedEvent>(db, query.limit(limit));
};
