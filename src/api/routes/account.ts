import { personOf, type Caller } from '#commands/caller.js';
import { changePassword } from '#commands/accounts/change-password.js';
import { changePreferences, ownPreferences, preferencesOf } from '#commands/accounts/change-preferences.js';
import { deactivateOwnAccount } from '#commands/accounts/change-standing.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Db } from '#platform/postgres/db.js';
import { listEvents } from '#projections/event-index/queries.js';
import { AUDITED_TYPES, presentAuditLog } from '../present/audit-log.js';
import { preferencesIn, presentPreferences } from '../present/preferences.js';
import { route, type Route } from '../route.js';
import type { AuthDeps } from './auth.js';
import { auditLogs, ownPassword, passwordChange, passwordChanged } from '../schemas/account.js';
import { preferenceChanges, preferences } from '../schemas/preferences.js';
import { messageOnly } from '../schemas/recovery.js';

const TAG = 'Account';
const PREFERENCES = ['/auth/preferences'];
const AUDIT_LOGS = 100;

const showPreferences = (deps: CommandDeps): Route =>
  route({
    method: 'GET',
    paths: PREFERENCES,
    name: 'auth.preferences',
    summary: 'The own preferences; defaults for what was never set',
    tag: TAG,
    policy: 'account',
    responses: { 200: preferences },
    handle: async ({ caller }) => ({
      status: 200,
      body: presentPreferences(await ownPreferences(deps, caller)),
    }),
  });

const setPreferences = (deps: CommandDeps): Route =>
  route({
    method: 'PATCH',
    paths: PREFERENCES,
    name: 'auth.preferences_change',
    summary: 'Change some of the own preferences',
    tag: TAG,
    policy: 'account',
    body: preferenceChanges,
    responses: { 200: preferences },
    settles: ['accounts'],
    handle: async ({ caller, body }) => {
      const { state, position } = await changePreferences(deps, caller, preferencesIn(body));
      return { status: 200, body: presentPreferences(preferencesOf(state)), position };
    },
  });

/** Who guesses the password of the account they are in is stopped as at the door. */
const guessing = <T>(deps: AuthDeps, caller: Caller, work: () => Promise<T>): Promise<T> =>
  deps.signIns.attempt({ address: caller.ip, name: `account ${personOf(caller)}` }, work);

const setPassword = (deps: AuthDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/password/change'],
    name: 'auth.password_change',
    summary: 'Change the own password: all sessions end, a new one begins',
    tag: TAG,
    policy: 'account',
    body: passwordChange,
    responses: { 200: passwordChanged },
    settles: ['accounts'],
    handle: async ({ caller, body }) => {
      const { current_password: currentPassword, new_password: newPassword } = body;
      const { outcome, tokens } = await guessing(deps, caller, () =>
        changePassword(deps, caller, { currentPassword, newPassword }),
      );
      const { access, refresh } = tokens;
      const message = 'Your password was changed. All other sessions have ended.';
      return { status: 200, body: { message, tokens: { access, refresh } }, position: outcome.position };
    },
  });

const deactivate = (deps: AuthDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/deactivate'],
    name: 'auth.deactivate',
    summary: 'Deactivate the own account: nobody signs in to it any more; its data stay',
    tag: TAG,
    policy: 'account',
    body: ownPassword,
    responses: { 200: messageOnly },
    settles: ['accounts'],
    handle: async ({ caller, body }) => {
      const { position } = await guessing(deps, caller, () =>
        deactivateOwnAccount(deps, caller, body.password),
      );
      return { status: 200, body: { message: 'Your account is deactivated.' }, position };
    },
  });

const showAuditLogs = ({ db }: { readonly db: Db }): Route =>
  route({
    method: 'GET',
    paths: ['/auth/security/audit-logs'],
    name: 'auth.audit_logs',
    summary: 'What happened to the own account, newest first: the last 100',
    tag: TAG,
    policy: 'account',
    responses: { 200: auditLogs },
    reads: ['event_index'],
    handle: async ({ caller }) => {
      const filter = { account: personOf(caller), types: AUDITED_TYPES };
      const page = { filter, order: 'newest', after: undefined, limit: AUDIT_LOGS } as const;
      const found = await listEvents(db, page);
      return { status: 200, body: { audit_logs: found.map(presentAuditLog) } };
    },
  });

/** What people do with their own account beside its profile (api-contract §4.4, §4.5). */
export const accountRoutes = (deps: AuthDeps & { readonly db: Db }): readonly Route[] => [
  showPreferences(deps),
  setPreferences(deps),
  setPassword(deps),
  deactivate(deps),
  showAuditLogs(deps),
];
