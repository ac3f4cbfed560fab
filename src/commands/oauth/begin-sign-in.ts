import { randomBytes } from 'node:crypto';
import { OAuthError } from '#integrations/oauth/oauth-error.js';
import { AppError } from '#platform/app-error.js';
import type { Caller } from '../caller.js';
import { providerNamed, type OAuthDeps } from './oauth-deps.js';

export interface BegunAt {
  /** Where the browser goes. */
  readonly url: string;
  /** Comes back with the answer; good once, for ten minutes. */
  readonly state: string;
}

const secret = (): string => randomBytes(32).toString('base64url');

/** A failure of the store of sign-ins under way. */
export const statesAway = (error: unknown): never => {
  const message = 'Sign-in by other providers is not possible right now.';
  throw new AppError('oauth_unavailable', message, { cause: error });
};

/**
 * Begins a sign-in; for a signed-in person, another way in to the own account. Throws `not_found`,
 * `oauth_not_configured`, `oauth_unavailable`.
 */
export const beginSignIn = async (deps: OAuthDeps, caller: Caller, name: string): Promise<BegunAt> => {
  const provider = providerNamed(deps, name);
  const [state, verifier, nonce] = [secret(), secret(), secret()];
  const url = await provider.begin(state, { verifier, nonce }).catch((error: unknown) => {
    if (!(error instanceof OAuthError)) throw error;
    deps.oauth.logger.warn({ provider: name, reason: error.reason }, 'a provider cannot be asked');
    throw new AppError('oauth_unavailable', `${provider.label} cannot be reached right now.`);
  });
  const begun = { provider: name, verifier, nonce, accountId: caller.accountId, at: caller.at };
  await deps.oauth.states.keep(state, begun).catch(statesAway);
  return { url, state };
};
