// What the routes for auditors have in common: nobody is shown a personal value before the log says so.
import type { EventFile } from '#audit/event-file.js';
import type { Look } from '#audit/event-pages.js';
import type { History } from '#audit/history.js';
import { recordedLook } from '#audit/recorded-look.js';
import { recordAccess } from '#commands/audit/record-access.js';
import type { Caller } from '#commands/caller.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Asked } from '#domain/access/index.js';
import type { Db } from '#platform/postgres/db.js';
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
  readonly reason: string | undefined;
}

/** Records the look at records; only then their personal values may be shown. */
export const lookOf = (deps: AuditDeps, { caller, asked, reason }: View): Look =>
  recordedLook((seen) => recordAccess(deps, caller, { ...seen, asked, reason }));

export const fileReply = ({ type, name, body }: EventFile): Reply => ({
  status: 200,
  body,
  type,
  headers: { 'Content-Disposition': `attachment; filename="${name}"` },
});
