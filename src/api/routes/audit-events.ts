import { eventFile } from '#audit/event-file.js';
import { eventFilePages, placeOf, shownEvents } from '#audit/event-pages.js';
import { askedIn, filterOf, type EventNarrowing } from '#audit/event-query.js';
import { askedFor } from '#commands/audit/record-access.js';
import { listEvents, type IndexPlace } from '#projections/event-index/queries.js';
import { route, type Route } from '../route.js';
import { auditPage, eventsExportQuery, eventsQuery, type EventsQuery } from '../schemas/audit.js';
import { AUDITORS, fileReply, lookOf, TAG, type AuditDeps } from './audit-view.js';

const DEFAULT_LIMIT = 50;

const askedBy = (query: EventNarrowing, exported: boolean) =>
  askedFor({ view: 'events', ...askedIn(query), exported });

const placeIn = (cursor: string | undefined): IndexPlace | undefined => {
  if (cursor === undefined) return undefined;
  const [commit, prepare] = cursor.split('.').map(Number);
  return { commit: commit ?? 0, prepare: prepare ?? 0 };
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
      const look = lookOf(deps, { caller, asked: askedBy(query, false), reason: query.reason });
      const wanted = { data: query.data === '1', personal: query.personal === '1', look };
      const { events, position } = await shownEvents(deps, rows, wanted);
      const next = more ? linkTo(`${origin}${path}`, query, placeOf(last)) : null;
      return { status: 200, body: { next, results: events }, position };
    },
  });

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
    handle: async ({ caller, query }) => {
      const look = lookOf(deps, { caller, asked: askedBy(query, true), reason: query.reason });
      const wanted = { data: query.data === '1', personal: query.personal === '1', look };
      const order = query.order ?? 'oldest';
      const pages = eventFilePages(deps, { filter: filterOf(query), order }, wanted);
      return fileReply(await eventFile(pages, { name: 'events', format: query.format }));
    },
  });

/** The event index, for those who may look at everything. */
export const auditEventRoutes = (deps: AuditDeps): readonly Route[] => [list(deps), file(deps)];
