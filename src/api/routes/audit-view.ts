// What the routes for auditors have in common: nobody is shown a personal value before the log says so.
import { Readable } from 'node:stream';
import { subjectsIn } from '#audit/hide-personal.js';
import type { History } from '#audit/history.js';
import type { LogRecord } from '#audit/log-record.js';
import { recordAccess } from '#commands/audit/record-access.js';
import type { Caller } from '#commands/caller.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Asked } from '#domain/access/index.js';
import type { Db } from '#platform/postgres/db.js';
import type { Position } from '#platform/position.js';
import { FILE_FORMATS, type AuditEvent } from '../present/audit-event.js';
import type { Policy, Reply } from '../route.js';

export interface AuditDeps extends Pick<CommandDeps, 'log'> {
  readonly db: Db;
  readonly history: Pick<History, 'page'>;
}

export const AUDITORS: Policy = { roles: ['auditor', 'admin'] };
export const TAG = 'Audit';

/** One request of an auditor. */
export interface View {
  readonly caller: Caller;
  readonly asked: Asked;
  readonly personal: boolean;
}

/** Records the look at these records if it is one at personal values; only then they may be shown. */
export const recordLook = async (
  deps: AuditDeps,
  { caller, asked, personal }: View,
  { records, part }: { readonly records: readonly LogRecord[]; readonly part: number },
): Promise<Position | null> => {
  if (!personal) return null;
  const subjects = subjectsIn(records);
  return recordAccess(deps, caller, { asked, subjects, events: records.length, part });
};

async function* textOf(
  pages: AsyncIterable<readonly AuditEvent[]>,
  { head, line }: (typeof FILE_FORMATS)[keyof typeof FILE_FORMATS],
): AsyncGenerator<string> {
  if (head !== '') yield head;
  for await (const page of pages) yield page.map(line).join('');
}

/** The first page is made before anything is answered: what fails at once is answered as such. */
async function* startedWith<T>(first: IteratorResult<T, unknown>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}

export interface File {
  /** Without its ending. */
  readonly name: string;
  readonly format: keyof typeof FILE_FORMATS | undefined;
}

/** Pages of events as a file, made while it is sent. */
export const fileReply = async (
  pages: AsyncGenerator<readonly AuditEvent[]>,
  { name, format = 'ndjson' }: File,
): Promise<Reply> => {
  const shape = FILE_FORMATS[format];
  const first = await pages.next();
  const body = Readable.from(textOf(startedWith(first, pages), shape));
  const headers = { 'Content-Disposition': `attachment; filename="${name}.${format}"` };
  return { status: 200, body, type: shape.type, headers };
};
