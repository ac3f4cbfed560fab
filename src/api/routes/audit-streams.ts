import type { LogRecord } from '#audit/log-record.js';
import { askedFor } from '#commands/audit/record-access.js';
import { CATALOG } from '#domain/catalog.js';
import { AppError } from '#platform/app-error.js';
import { recordedAuditEvent, type AuditEvent } from '../present/audit-event.js';
import { route, type Route } from '../route.js';
import { auditPage, streamExportQuery, streamParams, streamQuery } from '../schemas/audit.js';
import { AUDITORS, fileReply, recordLook, TAG, type AuditDeps, type View } from './audit-view.js';

const DEFAULT_LIMIT = 50;
const FILE_PAGE = 500;

const noStream = (): AppError => new AppError('not_found', 'There is no such stream.');

/** Streams of the server, and technical ones, are nobody's history. */
const requireDomainStream = (name: string): void => {
  if (!Object.hasOwn(CATALOG, name.slice(0, name.indexOf('-')))) throw noStream();
};

const viewOf = (
  view: Pick<View, 'caller'>,
  stream: string,
  more: { personal: boolean; exported: boolean },
): View => ({
  ...view,
  asked: askedFor({ view: 'stream', stream, exported: more.exported }),
  personal: more.personal,
});

const present = (records: readonly LogRecord[], personal: boolean): readonly AuditEvent[] =>
  records.map((record) => recordedAuditEvent(record, personal));

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
      const view = viewOf({ caller }, name, { personal, exported: false });
      const position = await recordLook(deps, view, { records, part: 0 });
      const after = String(records.at(-1)?.revision ?? '');
      const keep = new URLSearchParams({ ...query, after } as Record<string, string>);
      const next = found.length > limit ? `${origin}${path}?${keep.toString()}` : null;
      return { status: 200, body: { next, results: present(records, personal) }, position };
    },
  });

async function* filePages(
  deps: AuditDeps,
  stream: string,
  view: View,
): AsyncGenerator<readonly AuditEvent[]> {
  let from = 0;
  for (let part = 0; ; part += 1) {
    const records = await deps.history.page({ stream, from, count: FILE_PAGE });
    if (records.length === 0 && part === 0) throw noStream();
    if (records.length > 0) {
      await recordLook(deps, view, { records, part });
      yield present(records, view.personal);
    }
    if (records.length < FILE_PAGE) return;
    from = (records.at(-1)?.revision ?? from) + 1;
  }
}

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
    handle: ({ caller, params: { name }, query }) => {
      requireDomainStream(name);
      const personal = query.personal === '1';
      const view = viewOf({ caller }, name, { personal, exported: true });
      return fileReply(filePages(deps, name, view), { name: 'stream', format: query.format });
    },
  });

/** One stream as it is stored, for those who may look at everything. */
export const auditStreamRoutes = (deps: AuditDeps): readonly Route[] => [show(deps), file(deps)];
