import { personOf, type Caller } from '#commands/caller.js';
import { beginSignIn } from '#commands/oauth/begin-sign-in.js';
import { disconnect } from '#commands/oauth/disconnect.js';
import { finishSignIn } from '#commands/oauth/finish-sign-in.js';
import type { OAuthDeps } from '#commands/oauth/oauth-deps.js';
import type { Db } from '#platform/postgres/db.js';
import { findConnections, type OAuthConnection } from '#projections/oauth-connections/queries.js';
import type { z } from 'zod';
import { route, type Reply, type Route } from '../route.js';
import {
  oauthAnswer,
  oauthBegun,
  oauthConnections,
  oauthSignedIn,
  providerParams,
} from '../schemas/oauth.js';
import { messageOnly } from '../schemas/recovery.js';
import { presentSignedIn } from './auth.js';

/** What the routes of other providers need. */
export type OAuthRouteDeps = OAuthDeps & { readonly db: Db };

const TAG = 'Sign-in by others';

const begin = (deps: OAuthRouteDeps): Route =>
  route({
    method: 'GET',
    paths: ['/auth/oauth/:provider', '/auth/:provider/login'],
    name: 'oauth.begin',
    summary: 'Where to sign in by google, github or another provider; with a token: connect it',
    tag: TAG,
    policy: 'public',
    recognises: true,
    params: providerParams,
    responses: { 200: oauthBegun },
    handle: async ({ caller, params }) => {
      const { url, state } = await beginSignIn(deps, caller, params.provider);
      return { status: 200, body: { authorization_url: url, state } };
    },
  });

const finish = async (
  deps: OAuthRouteDeps,
  caller: Caller,
  { provider, answer }: { readonly provider: string; readonly answer: z.output<typeof oauthAnswer> },
): Promise<Reply> => {
  const { code, state, iss } = answer;
  const { account, tokens, isNew } = await finishSignIn(deps, caller, { provider, code, state, iss });
  const signedIn = presentSignedIn(account, tokens);
  return { status: 200, body: { ...signedIn, user: { ...signedIn.user, is_new: isNew } } };
};

const CALLBACK = {
  paths: ['/auth/oauth/:provider/callback', '/auth/:provider/callback'],
  tag: TAG,
  policy: 'public',
  recognises: true,
  params: providerParams,
  responses: { 200: oauthSignedIn },
} as const;

const posted = (deps: OAuthRouteDeps): Route =>
  route({
    ...CALLBACK,
    method: 'POST',
    name: 'oauth.callback',
    summary: 'Sign in with what the provider gave the browser; the state is good once, for ten minutes',
    body: oauthAnswer,
    handle: ({ caller, params, body }) => finish(deps, caller, { provider: params.provider, answer: body }),
  });

const redirected = (deps: OAuthRouteDeps): Route =>
  route({
    ...CALLBACK,
    method: 'GET',
    name: 'oauth.callback_query',
    summary: 'The same with a query, where the provider sends the browser here',
    query: oauthAnswer,
    handle: ({ caller, params, query }) => finish(deps, caller, { provider: params.provider, answer: query }),
  });

const presentConnection = (found: OAuthConnection, index: number) => ({
  id: found.id,
  provider: found.provider,
  provider_email: found.email ?? '',
  provider_username: found.username ?? '',
  is_primary: index === 0,
  created_at: found.createdAt,
  last_used_at: found.lastUsedAt,
});

const list = (deps: OAuthRouteDeps): Route =>
  route({
    method: 'GET',
    paths: ['/auth/oauth/connections'],
    name: 'oauth.connections',
    summary: 'Providers the own account is connected with; the first one is the primary',
    tag: TAG,
    policy: 'account',
    responses: { 200: oauthConnections },
    reads: ['oauth_connections'],
    handle: async ({ caller }) => {
      const found = await findConnections(deps.db, personOf(caller));
      return { status: 200, body: { connections: found.map(presentConnection) } };
    },
  });

const end = (deps: OAuthRouteDeps): Route =>
  route({
    method: 'DELETE',
    paths: ['/auth/oauth/disconnect/:provider'],
    name: 'oauth.disconnect',
    summary: 'End a connection; not the only way into the account',
    tag: TAG,
    policy: 'account',
    params: providerParams,
    responses: { 200: messageOnly },
    settles: ['oauth_connections'],
    handle: async ({ caller, params }) => {
      const { position } = await disconnect(deps, caller, params.provider);
      return { status: 200, body: { message: 'The provider is disconnected.' }, position };
    },
  });

/** Google, GitHub and any OpenID provider (api-contract §4.6). */
export const oauthRoutes = (deps: OAuthRouteDeps): readonly Route[] => [
  list(deps),
  begin(deps),
  posted(deps),
  redirected(deps),
  end(deps),
];
