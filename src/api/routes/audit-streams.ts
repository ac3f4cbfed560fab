import { recordedAuditEvent } from '#audit/audit-event.js';
import { eventFile } from '#audit/event-file.js';
import { noStream, streamFilePages } from '#audit/event-pages.js';
import { askedFor } from '#commands/audit/record-access.js';
import { CATALOG } from '#domain/catalog.js';
import { route, type Route } from '../route.js';
import { auditPage, streamExportQuery, streamParams, streamQuery } from '../schemas/audit.js';
import { AUDITORS, fileReply, lookOf, TAG, type AuditDeps } from './audit-view.js';

const DEFAULT_LIMIT = 50;

/** Streams of the server, and technical ones, are nobody's history. */
const requireDomainStream = (name: string): void => {
  if (!Object.hasOwn(CATALOG, name.slice(0, name.indexOf('-')))) throw noStream();
};

const askedBy = (stream: string, exported: boolean) => askedFor({ view: 'stream', stream, exported });

const show = (deps: AuditDeps): Route =>
  route({
    method: 'GET',
    paths: ['/audit/streams/:name'],
    name: 'audit.stream',
    summary: 'What happened to one thing, from the log, oldest first (auditors, admins)',
    tag: TAG,
    policy: AUDITORS,
    params: streamParams,
    query: streamQuery,
    responses: { 200: auditPage },
    handle: async ({ caller, params: { name }, query, origin, path }) => {
      requireDomainStream(name);
      const limit = Number(query.limit ?? DEFAULT_LIMIT);
      const from = query.after === undefined ? 0 : Number(query.after) + 1;
      const found = await deps.history.page({ stream: name, from, count: limit + 1 });
      if (found.length === 0 && from === 0) throw noStream();
      const records = found.slice(0, limit);
      const personal = query.personal === '1';
      const look = lookOf(deps, { caller, asked: askedBy(name, false), reason: query.reason });
      const position = personal ? await look(records, 0) : null;
      const results = records.map((record) => recordedAuditEvent(record, personal));
      const after = String(records.at(-1)?.revision ?? '');
      const keep = new URLSearchParams({ ...query, after } as Record<string, string>);
      const next = found.length > limit ? `${origin}${path}?${keep.toString()}` : null;
      return { status: 200, body: { next, results }, position };
    },
  });

const file = (deps: AuditDeps): Route =>
  route({
    method: 'GET',
    paths: ['/audit/streams/:name/export'],
    name: 'audit.stream_export',
    summary: 'The same as a file, to its end: NDJSON or CSV (auditors, admins)',
    tag: TAG,
    policy: AUDITORS,
    params: streamParams,
    query: streamExportQuery,
    responses: { 200: null },
    handle: async ({ caller, params: { name }, query }) => {
      requireDomainStream(name);
      const personal = query.personal === '1';
      const look = lookOf(deps, { caller, asked: askedBy(name, true), reason: query.reason });
      return fileReply(
        await eventFile(streamFilePages(deps, name, { personal, look }), {
          name: 'stream',
          format: query.format,
        }),
      );
    },
  });

/** One stream as it is stored, for those who may look at everything. */
export const auditStreamRoutes = (deps: AuditDeps): readonly Route[] => [show(deps), file(deps)];
