// Sign-in by other providers over a real log: the real OpenID provider, and states that any process may take.
import { beginSignIn } from '#commands/oauth/begin-sign-in.js';
import { finishSignIn } from '#commands/oauth/finish-sign-in.js';
import type { OAuthDeps } from '#commands/oauth/oauth-deps.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { IdentityProvider } from '#integrations/oauth/identity-provider.js';
import { memoryStates } from '#integrations/oauth/memory-states.js';
import { openIdProvider } from '#integrations/oauth/openid-provider.js';
import { AppError } from '#platform/app-error.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { caller, type Asked } from '#test/support/callers.js';
import { CLIENT, type OpenIdServer } from '#test/support/openid-server.js';

export const LIMITS = { timeoutMs: 2_000, allowLoopback: true };

export const providerOf = (issuer: string, name = 'oidc'): IdentityProvider =>
  openIdProvider({ ...CLIENT, ...LIMITS, name, label: 'Example', issuer });

/** The commands with these providers; `lines` collects what is logged. */
export const withOAuth = (
  deps: CommandDeps,
  providers: readonly IdentityProvider[],
  lines: unknown[] = [],
): OAuthDeps => ({
  ...deps,
  oauth: {
    configured: new Map(providers.map((provider) => [provider.name, provider])),
    missing: new Map([['github', ['GITHUB_OAUTH_CLIENT_ID']]]),
    states: memoryStates(),
    logger: { warn: (...line: unknown[]) => void lines.push(line) },
  },
});

/** A whole sign-in as a browser makes it. */
export const signInThere = async (deps: OAuthDeps, server: OpenIdServer, asked: Asked = {}) => {
  const { url } = await beginSignIn(deps, caller(asked), 'oidc');
  return finishSignIn(deps, caller(asked), { provider: 'oidc', ...(await server.visit(url)) });
};

/** The code of a refusal; `none` when there was no refusal. */
export const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof AppError || error instanceof DomainError) return error.code;
    throw error;
  }
};
