// GitHub: plain OAuth 2 with PKCE and state; who it is, its API says. The address is the primary one, and
// counts only when GitHub has verified it.
import * as oidc from 'openid-client';
import { z } from 'zod';
import { MAX_ANSWER_BYTES, type ClientSettings } from './client-settings.js';
import { answeredUrl, authorizationUrl, type Question } from './exchange-code.js';
import { guardedFetch, isPlainLoopback, requireSafeUrl, type GuardedFetch } from './guarded-fetch.js';
import type { IdentityProvider, ProviderIdentity } from './identity-provider.js';
import { OAuthError, oauthErrorOf } from './oauth-error.js';

export interface GitHubSettings extends ClientSettings {
  /** `https://github.com`; another one for tests. */
  readonly siteUrl: string;
  /** `https://api.github.com`. */
  readonly apiUrl: string;
}

const person = z.object({
  // Logins change hands, ids do not.
  id: z.int().positive(),
  login: z.string().min(1).max(150),
  name: z.string().max(300).nullish(),
});
const addresses = z
  .array(z.object({ email: z.string().max(254), primary: z.boolean(), verified: z.boolean() }))
  .max(1_000);

const configOf = (settings: GitHubSettings, fetched: GuardedFetch): oidc.Configuration => {
  const { siteUrl, clientId, clientSecret, timeoutMs } = settings;
  const server = {
    issuer: siteUrl,
    authorization_endpoint: `${siteUrl}/login/oauth/authorize`,
    token_endpoint: `${siteUrl}/login/oauth/access_token`,
  };
  const config = new oidc.Configuration(server, clientId, {}, oidc.ClientSecretPost(clientSecret));
  config.timeout = Math.ceil(timeoutMs / 1_000);
  config[oidc.customFetch] = fetched;
  if (isPlainLoopback(requireSafeUrl(siteUrl, settings))) oidc.allowInsecureRequests(config);
  return config;
};

interface Api {
  readonly url: string;
  readonly token: string;
  readonly fetched: GuardedFetch;
}

const read = async <S extends z.ZodType>({ url, token, fetched }: Api, path: string, schema: S) => {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'user-agent': 'aidesign',
  };
  const response = await fetched(`${url}${path}`, { headers });
  if (!response.ok) throw new OAuthError('refused', `STATUS_${response.status}`);
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw new OAuthError('unavailable', 'UNREADABLE');
  return parsed.data;
};

const identityOf = async (api: Api, issuer: string): Promise<ProviderIdentity> => {
  const { id, login, name } = await read(api, '/user', person);
  const primary = (await read(api, '/user/emails', addresses)).find((address) => address.primary);
  const [firstName = '', ...others] = (name ?? '').split(/\s+/);
  return {
    issuer,
    subject: String(id),
    email: primary?.email ?? '',
    emailVerified: primary?.verified ?? false,
    username: login,
    firstName: firstName.slice(0, 150),
    lastName: others.join(' ').slice(0, 150),
  };
};

export const gitHubProvider = (settings: GitHubSettings): IdentityProvider => {
  const { timeoutMs, allowLoopback, siteUrl, apiUrl } = settings;
  const fetched = guardedFetch({ timeoutMs, allowLoopback, maxBytes: MAX_ANSWER_BYTES });
  const question: Question = {
    config: configOf(settings, fetched),
    settings,
    scope: 'read:user user:email',
  };
  return {
    name: 'github',
    label: 'GitHub',
    begin: async (state, { verifier }) => (await authorizationUrl(question, state, { verifier })).href,
    finish: async (answer, { verifier }) => {
      try {
        const tokens = await oidc.authorizationCodeGrant(question.config, answeredUrl(question, answer), {
          pkceCodeVerifier: verifier,
          expectedState: answer.state,
        });
        return await identityOf({ url: apiUrl, token: tokens.access_token, fetched }, siteUrl);
      } catch (error) {
        throw oauthErrorOf(error);
      }
    },
  };
};
