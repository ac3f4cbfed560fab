import { askedFor } from '#commands/audit/record-access.js';
import type { LogRecord } from '#audit/log-record.js';
import { CATALOG } from '#domain/catalog.js';
import { AppError } from '#platform/app-error.js';
import {
  listEvents,
  type EventFilter,
  type EventPage,
  type IndexedEvent,
  type IndexPlace,
} from '#projections/event-index/queries.js';
import { dataOf, indexedEvent, type AuditEvent } from '../present/audit-event.js';
import { route, type Route } from '../route.js';
import { auditPage, eventsExportQuery, eventsQuery, type EventsQuery } from '../schemas/audit.js';
import { AUDITORS, fileReply, recordLook, TAG, type AuditDeps, type View } from './audit-view.js';

const DEFAULT_LIMIT = 50;
/** Events per page of a file. */
const FILE_PAGE = 500;
/** Reads from the log at once, for one request. */
const TOGETHER = 16;

type Narrowing = Omit<EventsQuery, 'limit' | 'cursor'>;

const instantOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : new Date(text).toISOString();

const typesOf = ({ type, category }: Narrowing): readonly string[] | undefined => {
  if (category === undefined) return type === undefined ? undefined : [type];
  const types = Object.keys(CATALOG[category] ?? {});
  return type === undefined ? types : types.filter((known) => known === type);
};

const filterOf = (query: Narrowing): EventFilter => {
  const [actorKind, ...id] = query.actor?.split(':') ?? [];
  return {
    types: typesOf(query),
    stream: query.stream,
    account: query.account === undefined ? undefined : Number(query.account),
    actorKind,
    actorId: id.length === 0 ? undefined : id.join(':'),
    correlation: query.correlation,
    causation: query.causation,
    from: instantOf(query.from),
    to: instantOf(query.to),
  };
};

const askedBy = (query: Narrowing, exported: boolean) =>
  askedFor({
    view: 'events',
    type: query.type ?? null,
    category: query.category ?? null,
    stream: query.stream ?? null,
    account: query.account === undefined ? null : Number(query.account),
    actor: query.actor ?? null,
    correlation: query.correlation ?? null,
    causation: query.causation ?? null,
    from: instantOf(query.from) ?? null,
    to: instantOf(query.to) ?? null,
    exported,
  });

const placeOf = ({ commitPosition, preparePosition }: IndexedEvent): IndexPlace => ({
  commit: commitPosition,
  prepare: preparePosition,
});

const placeIn = (cursor: string | undefined): IndexPlace | undefined => {
  if (cursor === undefined) return undefined;
  const [commit, prepare] = cursor.split('.').map(Number);
  return { commit: commit ?? 0, prepare: prepare ?? 0 };
};

const recordAt = async (
  { history }: AuditDeps,
  { stream, revision }: IndexedEvent,
): Promise<LogRecord | undefined> => {
  const [record] = await history.page({ stream, from: revision, count: 1 });
  return record?.revision === revision ? record : undefined;
};

/** What the events say, from the log, in their order. */
const recordsOf = async (deps: AuditDeps, rows: readonly IndexedEvent[]): Promise<LogRecord[]> => {
  const records: LogRecord[] = [];
  for (let start = 0; start < rows.length; start += TOGETHER) {
    const some = rows.slice(start, start + TOGETHER);
    const found = await Promise.all(some.map((row) => recordAt(deps, row)));
    const missing = found.indexOf(undefined);
    if (missing >= 0)
      throw new AppError('service_unavailable', 'The log does not hold an event that the index names.');
    records.push(...found.filter((record) => record !== undefined));
  }
  return records;
};

interface Wanted extends View {
  readonly data: boolean;
  readonly part: number;
}

/** The rows as events, with what they say when it was asked for. */
const shown = async (deps: AuditDeps, rows: readonly IndexedEvent[], wanted: Wanted) => {
  const events = rows.map(indexedEvent);
  if (!wanted.data && !wanted.personal) return { events, position: null };
  const records = await recordsOf(deps, rows);
  const position = await recordLook(deps, wanted, { records, part: wanted.part });
  const data = records.map((record) => dataOf(record, wanted.personal));
  const withData = events.map((event, index): AuditEvent => ({ ...event, data: data[index] ?? null }));
  return { events: withData, position };
};

const linkTo = (base: string, query: EventsQuery, { commit, prepare }: IndexPlace): string =>
  `${base}?${new URLSearchParams({ ...query, cursor: `${commit}.${prepare}` } as Record<string, string>).toString()}`;

const list = (deps: AuditDeps): Route =>
  route({
    method: 'GET',
    paths: ['/audit/events'],
    name: 'audit.events',
    summary: 'Which events there are, newest first (auditors, admins)',
    tag: TAG,
    policy: AUDITORS,
    query: eventsQuery,
    responses: { 200: auditPage },
    reads: ['event_index'],
    handle: async ({ caller, query, origin, path }) => {
      const limit = Number(query.limit ?? DEFAULT_LIMIT);
      const filter = filterOf(query);
      const place = { order: query.order ?? 'newest', after: placeIn(query.cursor) } as const;
      const found = await listEvents(deps.db, { filter, ...place, limit: limit + 1 });
      const rows = found.slice(0, limit);
      const last = rows.at(-1);
      const more = found.length > limit && last;
      const view = { caller, asked: askedBy(query, false), personal: query.personal === '1', part: 0 };
      const { events, position } = await shown(deps, rows, { ...view, data: query.data === '1' });
      const next = more ? linkTo(`${origin}${path}`, query, placeOf(last)) : null;
      return { status: 200, body: { next, results: events }, position };
    },
  });

async function* filePages(
  deps: AuditDeps,
  { filter, order }: Pick<EventPage, 'filter' | 'order'>,
  wanted: Omit<Wanted, 'part'>,
): AsyncGenerator<readonly AuditEvent[]> {
  let after: IndexPlace | undefined;
  for (let part = 0; ; part += 1) {
    const rows = await listEvents(deps.db, { filter, order, after, limit: FILE_PAGE });
    const last = rows.at(-1);
    if (!last) return;
    yield (await shown(deps, rows, { ...wanted, part })).events;
    if (rows.length < FILE_PAGE) return;
    after = placeOf(last);
  }
}

const file = (deps: AuditDeps): Route =>
  route({
    method: 'GET',
    paths: ['/audit/events/export'],
    name: 'audit.events_export',
    summary: 'The same as a file, oldest first, without an end: NDJSON or CSV (auditors, admins)',
    tag: TAG,
    policy: AUDITORS,
    query: eventsExportQuery,
    responses: { 200: null },
    reads: ['event_index'],
    handle: ({ caller, query }) => {
      const wanted = {
        caller,
        asked: askedBy(query, true),
        personal: query.personal === '1',
        data: query.data === '1',
      };
      const pages = filePages(deps, { filter: filterOf(query), order: query.order ?? 'oldest' }, wanted);
      return fileReply(pages, { name: 'events', format: query.format });
    },
  });

/** The event index, for those who may look at everything. */
export const auditEventRoutes = (deps: AuditDeps): readonly Route[] => [list(deps), file(deps)];
