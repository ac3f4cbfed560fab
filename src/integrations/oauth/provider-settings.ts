import type { Config } from '#platform/config.js';
import type { ClientSettings } from './client-settings.js';
import { gitHubProvider } from './github-provider.js';
import type { IdentityProvider } from './identity-provider.js';
import { openIdProvider } from './openid-provider.js';

/** Providers people may ask for: those that are set up, and what the others would need. */
export interface Providers {
  readonly configured: ReadonlyMap<string, IdentityProvider>;
  /** Settings by the name of a provider that is known and not set up. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
}

const GOOGLE = ['GOOGLE_OAUTH_CLIENT_ID', 'GOOGLE_OAUTH_CLIENT_SECRET', 'GOOGLE_OAUTH_REDIRECT_URI'] as const;
const GITHUB = ['GITHUB_OAUTH_CLIENT_ID', 'GITHUB_OAUTH_CLIENT_SECRET', 'GITHUB_OAUTH_REDIRECT_URI'] as const;
const OIDC = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_REDIRECT_URI'] as const;

type Named = typeof GOOGLE | typeof GITHUB | typeof OIDC;

const clientOf = (config: Config, [id, secret, redirect]: Named): ClientSettings | undefined => {
  const [clientId, clientSecret, redirectUri] = [config[id], config[secret], config[redirect]];
  if (clientId === undefined || clientSecret === undefined || redirectUri === undefined) return undefined;
  const allowLoopback = config.NODE_ENV !== 'production';
  return {
    clientId,
    clientSecret,
    redirectUri,
    timeoutMs: config.OAUTH_TIMEOUT_SECONDS * 1_000,
    allowLoopback,
  };
};

const googleOf = (config: Config): IdentityProvider | undefined => {
  const client = clientOf(config, GOOGLE);
  const provider = { name: 'google', label: 'Google', issuer: 'https://accounts.google.com' };
  return client && openIdProvider({ ...client, ...provider });
};

const gitHubOf = (config: Config): IdentityProvider | undefined => {
  const client = clientOf(config, GITHUB);
  const places = { siteUrl: 'https://github.com', apiUrl: 'https://api.github.com' };
  return client && gitHubProvider({ ...client, ...places });
};

const ownOf = (config: Config): IdentityProvider | undefined => {
  const client = clientOf(config, OIDC);
  const { OIDC_NAME: name, OIDC_LABEL: label = name, OIDC_ISSUER: issuer } = config;
  if (!client || issuer === undefined) return undefined;
  return openIdProvider({ ...client, name, label, issuer });
};

/** The providers the settings name. Nothing is asked of them before somebody signs in. */
export const providersOf = (config: Config): Providers => {
  const all = [
    ['google', googleOf(config), GOOGLE],
    ['github', gitHubOf(config), GITHUB],
    [config.OIDC_NAME, ownOf(config), ['OIDC_ISSUER', ...OIDC]],
  ] as const;
  return {
    configured: new Map(all.flatMap(([name, provider]) => (provider ? [[name, provider]] : []))),
    missing: new Map(all.flatMap(([name, provider, needs]) => (provider ? [] : [[name, needs]]))),
  };
};
