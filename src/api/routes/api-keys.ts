import { createApiKey } from '#commands/api-keys/create-api-key.js';
import { revokeApiKey } from '#commands/api-keys/revoke-api-key.js';
import { personOf } from '#commands/caller.js';
import { account } from '#domain/account/index.js';
import type { PlanSlug } from '#domain/plan/plans.js';
import { apiKeysOf } from '#projections/api-keys/queries.js';
import { presentNewKey, presentKeyRow } from '../present/api-key.js';
import { route, type Route } from '../route.js';
import { apiKeyList, createdApiKey, keyParams, newApiKey } from '../schemas/api-keys.js';
import type { ProjectDeps } from './project-reply.js';

const TAG = 'API keys';
const PATHS = ['/auth/api-keys'];

/** Calls a minute with keys, by plan. */
export interface ApiKeyDeps extends ProjectDeps {
  readonly keyCalls: Readonly<Record<PlanSlug, number>>;
}

const callsOf = async ({ log, keyCalls }: ApiKeyDeps, accountId: number): Promise<number> =>
  keyCalls[(await log.load(account, accountId)).state.plan];

const list = (deps: ApiKeyDeps): Route =>
  route({
    method: 'GET',
    paths: PATHS,
    name: 'auth.api_keys',
    summary: 'The own API keys, revoked ones last; never the keys themselves',
    tag: TAG,
    policy: 'account',
    responses: { 200: apiKeyList },
    reads: ['api_keys'],
    handle: async ({ caller }) => {
      const accountId = personOf(caller);
      const [rows, callsAMinute] = await Promise.all([
        apiKeysOf(deps.db, accountId),
        callsOf(deps, accountId),
      ]);
      return { status: 200, body: rows.map((row) => presentKeyRow(row, { at: caller.at, callsAMinute })) };
    },
  });

const create = (deps: ApiKeyDeps): Route =>
  route({
    method: 'POST',
    paths: PATHS,
    name: 'auth.api_keys.create',
    summary: 'Make an API key (plans with api_access); `key` is shown in this answer and never again',
    tag: TAG,
    policy: 'account',
    body: newApiKey,
    responses: { 201: createdApiKey },
    settles: ['api_keys'],
    handle: async ({ caller, body, header }) => {
      const { name, scopes, expires_at: expiresAt } = body;
      const wanted = { name, scopes, expiresAt, retryKey: header('Idempotency-Key') };
      const { outcome, text } = await createApiKey(deps, caller, wanted);
      const { state, position } = outcome;
      const headers = { 'Cache-Control': 'no-store' };
      const shown = presentNewKey(state, await callsOf(deps, state.accountId));
      return { status: 201, body: { ...shown, key: text }, position, headers };
    },
  });

const revoke = (deps: ProjectDeps): Route =>
  route({
    method: 'DELETE',
    paths: PATHS.map((path) => `${path}/:id`),
    name: 'auth.api_keys.revoke',
    summary: 'Revoke an API key: it is refused everywhere within seconds',
    tag: TAG,
    policy: 'account',
    params: keyParams,
    responses: { 204: null },
    settles: ['api_keys'],
    handle: async ({ caller, params }) => {
      const { position } = await revokeApiKey(deps, caller, params.id);
      return { status: 204, position };
    },
  });

/** Keys for programs (api-contract §4.6). No key may call them. */
export const apiKeyRoutes = (deps: ApiKeyDeps): readonly Route[] => [list(deps), create(deps), revoke(deps)];
