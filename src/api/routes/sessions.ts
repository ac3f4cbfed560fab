import { personOf, type Caller } from '#commands/caller.js';
import { endSession } from '#commands/sessions/end-session.js';
import { revokeSessions } from '#commands/sessions/revoke-sessions.js';
import { AppError } from '#platform/app-error.js';
import {
  lastLogin,
  listLogins,
  listSessions,
  type LoginRow,
  type SessionRow,
} from '#projections/sessions/queries.js';
import { route, type Route } from '../route.js';
import { loginHistory, securityProfile, sessionList, sessionParams } from '../schemas/sessions.js';
import type { ProjectDeps } from './project-reply.js';

const TAG = 'Sessions';
const SHOWN_LOGINS = 50;

const presentSession = (row: SessionRow, current: string | undefined) => ({
  id: row.id,
  method: row.method,
  ip_address: row.ip,
  user_agent: row.userAgent,
  started_at: row.startedAt,
  last_refreshed_at: row.refreshedAt,
  current: row.id === current,
});

const presentLogin = (row: LoginRow) => ({
  timestamp: row.at,
  ip_address: row.ip,
  success: row.success,
  provider: row.method,
  failure_reason: row.failureReason,
  country: null,
  city: null,
});

/** Sessions of the caller whose refresh token is still good. */
const livingOf = ({ db, lifetimes }: ProjectDeps, caller: Caller): Promise<SessionRow[]> => {
  const since = new Date(Date.parse(caller.at) - lifetimes.refreshSeconds * 1_000).toISOString();
  return listSessions(db, { accountId: personOf(caller), since });
};

const list = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/auth/sessions'],
    name: 'sessions.list',
    summary: 'Where the signed-in person is signed in; the session that asks is marked',
    tag: TAG,
    policy: 'account',
    responses: { 200: sessionList },
    reads: ['sessions'],
    handle: async ({ caller, access }) => {
      const current = access?.kind === 'session' ? access.sessionId : undefined;
      const rows = await livingOf(deps, caller);
      return { status: 200, body: { sessions: rows.map((row) => presentSession(row, current)) } };
    },
  });

const revoke = (deps: ProjectDeps): Route =>
  route({
    method: 'DELETE',
    paths: ['/auth/sessions/:id'],
    name: 'sessions.revoke',
    summary: 'End one session of the signed-in person; its tokens are refused everywhere within seconds',
    tag: TAG,
    policy: 'account',
    params: sessionParams,
    responses: { 204: null },
    settles: ['sessions'],
    handle: async ({ caller, params }) => {
      const ended = await endSession(deps, caller, { sessionId: params.id, reason: 'revoked' });
      if (!ended) throw new AppError('not_found', 'There is no such session.');
      return { status: 204, position: ended.position };
    },
  });

const revokeAll = (deps: ProjectDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/logout-all'],
    name: 'sessions.revoke_all',
    summary: 'Sign out everywhere, here too',
    tag: TAG,
    policy: 'account',
    responses: { 204: null },
    settles: ['sessions'],
    handle: async ({ caller }) => {
      const { position } = await revokeSessions(deps, caller);
      return { status: 204, position };
    },
  });

const profile = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/auth/security/profile'],
    name: 'sessions.security_profile',
    summary: 'What concerns the safety of the own account',
    tag: TAG,
    policy: 'account',
    responses: { 200: securityProfile },
    reads: ['sessions'],
    handle: async ({ caller }) => {
      const [last, living] = await Promise.all([
        lastLogin(deps.db, personOf(caller)),
        livingOf(deps, caller),
      ]);
      const body = {
        two_factor_enabled: false,
        two_factor_method: null,
        password_changed_at: last.passwordChangedAt,
        last_login_ip: last.ip,
        last_login_at: last.at,
        is_locked: false,
        active_sessions_count: living.length,
      };
      return { status: 200, body };
    },
  });

const logins = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/auth/security/login-history'],
    name: 'sessions.login_history',
    summary: 'The last 50 sign-ins to the own account, also those in vain',
    tag: TAG,
    policy: 'account',
    responses: { 200: loginHistory },
    reads: ['sessions'],
    handle: async ({ caller }) => {
      const rows = await listLogins(deps.db, personOf(caller), SHOWN_LOGINS);
      return { status: 200, body: { login_history: rows.map(presentLogin) } };
    },
  });

/** Sessions and sign-ins of the signed-in person (api-contract §4.5). */
export const sessionRoutes = (deps: ProjectDeps): readonly Route[] => [
  list(deps),
  revoke(deps),
  revokeAll(deps),
  profile(deps),
  logins(deps),
];
