import type { Knex } from 'knex';
import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { eventIndexProjection } from './projection.js';
import { eventHours, eventIndex, LATER_CAUSE, OF_ANOTHER_ACCOUNT } from './tables.js';

const view = viewOf(eventIndexProjection);
const EVENTS = view(eventIndex);

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

type Condition = (query: Knex.QueryBuilder) => unknown;

/** Commit positions, both included. */
interface Stretch {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

const LAST_HOUR = '9999-12-31T23';
const hourOf = (at: string): string => (at.startsWith('+') ? LAST_HOUR : at.slice(0, LAST_HOUR.length));

const boundOf = async (db: Db, query: Knex.QueryBuilder): Promise<number | null> =>
  (await run<{ bound: number | null }>(db, query))[0]?.bound ?? null;

/**
 * Where to look for what happened then: the index follows the log, and would be followed from its end to that
 * time. Undefined: nothing happened then.
 */
const stretchOf = async (db: Db, { from, to }: EventFilter): Promise<Stretch | undefined> => {
  const hours = () => sql(view(eventHours));
  const first = sql.raw('-max(first_commit_negated) as bound');
  const [since, until] = await Promise.all([
    from === undefined ? 0 : boundOf(db, hours().where('hour', '>=', hourOf(from)).select(first)),
    to === undefined ? 0 : boundOf(db, hours().where('hour', '<=', hourOf(to)).max('last_commit as bound')),
  ]);
  if (since === null || until === null) return undefined;
  return { from: from === undefined ? from : since, to: to === undefined ? to : until };
};

/** What all events have in common that are looked for. */
const common = (filter: EventFilter, stretch: Stretch): Condition[] => {
  const { stream, account, correlation, causation, from, to } = filter;
  const conditions: readonly (readonly [string, string, string | number | undefined])[] = [
    ['stream', '=', stream],
    ['account', '=', account],
    ['correlation_id', '=', correlation],
    ['causation_id', '=', causation],
    ['at', '>=', from],
    ['at', '<', to],
    ['commit_position', '>=', stretch.from],
    ['commit_position', '<=', stretch.to],
  ];
  return conditions.flatMap(([column, operator, value]) =>
    value === undefined ? [] : [(query) => query.where(column, operator, value)],
  );
};

/** In words of which Postgres expects that they hold for most rows of an account, as they do. */
const BY_ITSELF = "case when actor_kind = 'account' then actor_id = account::text else false end";

/** Each of them one index has; no event is in two. */
const ofActor = ({ actorKind, actorId }: EventFilter): Condition[] => {
  if (actorKind === undefined) return [];
  const equal: Condition = (query) =>
    query.where({ actor_kind: actorKind, ...(actorId !== undefined && { actor_id: actorId }) });
  if (actorKind !== 'account' || actorId === undefined) return [equal];
  const others: Condition = (query) => query.where(equal).whereRaw(`(${OF_ANOTHER_ACCOUNT})`);
  const account = Number(actorId);
  if (String(account) !== actorId || !Number.isSafeInteger(account)) return [others];
  return [(query) => query.where('account', account).whereRaw(BY_ITSELF), others];
};

const ofCause = ({ causation, correlation }: EventFilter): Condition[] =>
  causation === undefined || correlation !== undefined
    ? []
    : [(query) => query.where('correlation_id', causation), (query) => query.whereRaw(LATER_CAUSE)];

/**
 * One by one where there is no index of few events to look through: Postgres keeps the order of one type
 * only.
 */
const ofTypes = ({ types, stream, account, correlation, causation, actorId }: EventFilter): Condition[] => {
  if (types === undefined) return [];
  const few = [stream, account, correlation, causation, actorId].some((value) => value !== undefined);
  if (few) return [(query) => query.whereIn('type', types)];
  return types.map((type) => (query) => query.where('type', type));
};

const ANY: readonly Condition[] = [() => undefined];
const orAny = (conditions: readonly Condition[]) => (conditions.length === 0 ? ANY : conditions);

/** Of the two places where the walk may begin the later one: of two conditions Postgres begins at either. */
const begun = (
  page: EventPage,
  stretch: Stretch,
): { readonly page: EventPage; readonly stretch: Stretch } => {
  const { after, order } = page;
  const { from, to } = stretch;
  if (!after) return { page, stretch };
  const passed = order === 'newest' ? (to ?? after.commit) < after.commit : (from ?? 0) > after.commit;
  if (passed) return { page: { ...page, after: undefined }, stretch };
  return { page, stretch: order === 'newest' ? { from, to: undefined } : { from: undefined, to } };
};

/** Places of the events, in order; the columns are few, so that most can be told from an index alone. */
const placesOf = ({ page, stretch }: ReturnType<typeof begun>): Knex.QueryBuilder => {
  const { filter } = page;
  const narrowed = orAny(ofActor(filter)).flatMap((actor) =>
    orAny(ofCause(filter)).flatMap((cause) =>
      orAny(ofTypes(filter)).map((type) => {
        const query = sql(EVENTS).select('commit_position', 'prepare_position');
        for (const condition of [...common(filter, stretch), actor, cause, type]) condition(query);
        return inOrder(query, page);
      }),
    ),
  );
  const [only, ...others] = narrowed;
  if (only && others.length === 0) return only;
  return inOrder(sql.from(sql.unionAll(narrowed, true).as('some')).select('*'), page);
};

const directionOf = ({ order }: EventPage) => (order === 'newest' ? 'desc' : 'asc');

const orderBy = (query: Knex.QueryBuilder, page: EventPage, prefix = ''): Knex.QueryBuilder =>
  query.orderBy(
    ['commit_position', 'prepare_position'].map((name) => ({
      column: prefix + name,
      order: directionOf(page),
    })),
  );

const inOrder = (query: Knex.QueryBuilder, page: EventPage): Knex.QueryBuilder => {
  const { after, order, limit } = page;
  const beyond = order === 'newest' ? '<' : '>';
  if (after)
    query.whereRaw(`(commit_position, prepare_position) ${beyond} (?, ?)`, [after.commit, after.prepare]);
  return orderBy(query, page).limit(limit);
};

/** Events of the index in the order of the log, or the other way round. */
export const listEvents = async (db: Db, page: EventPage): Promise<IndexedEvent[]> => {
  const stretch = await stretchOf(db, page.filter);
  if (!stretch || page.filter.types?.length === 0) return [];
  const query = sql
    .from(placesOf(begun(page, stretch)).as('p'))
    .join(`${EVENTS} as e`, {
      'e.commit_position': 'p.commit_position',
      'e.prepare_position': 'p.prepare_position',
    })
    .select(...columnsAs('e', eventIndex));
  return run<IndexedEvent>(db, orderBy(query, page, 'p.'));
};
