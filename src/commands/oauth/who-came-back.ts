import { OAuthError } from '#integrations/oauth/oauth-error.js';
import type { IdentityProvider, ProviderIdentity } from '#integrations/oauth/identity-provider.js';
import { STATE_SECONDS, type BegunSignIn } from '#integrations/oauth/sign-in-states.js';
import { AppError } from '#platform/app-error.js';
import type { Caller } from '../caller.js';
import { statesAway } from './begin-sign-in.js';
import { providerNamed, type OAuthDeps } from './oauth-deps.js';

export interface CameBack {
  readonly provider: string;
  readonly state: string;
  /** Absent when the provider, or the person there, refused. */
  readonly code?: string | undefined;
  readonly iss?: string | undefined;
}

const notValid = (): AppError =>
  new AppError(
    'oauth_state_not_valid',
    'This sign-in was not begun here, took too long, or was used already.',
  );

const tookTooLong = ({ at }: BegunSignIn, now: string): boolean =>
  Date.parse(now) - Date.parse(at) >= STATE_SECONDS * 1_000;

/** Uses the state up, whatever comes of it. It is good for its provider, and for who began it. */
const begunBy = async (deps: OAuthDeps, caller: Caller, came: CameBack): Promise<BegunSignIn> => {
  const begun = await deps.oauth.states.take(came.state).catch(statesAway);
  if (!begun || begun.provider !== came.provider || tookTooLong(begun, caller.at)) throw notValid();
  if (begun.accountId !== caller.accountId) {
    const message = 'Whoever began this must end it: somebody else is signed in now, or nobody.';
    throw new AppError('oauth_state_not_valid', message);
  }
  return begun;
};

const exchanged = async (
  deps: OAuthDeps,
  provider: IdentityProvider,
  { code, came, begun }: { readonly code: string; readonly came: CameBack; readonly begun: BegunSignIn },
): Promise<ProviderIdentity> => {
  try {
    return await provider.finish({ code, state: came.state, iss: came.iss }, begun);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const { failure, reason } = error;
    deps.oauth.logger.warn({ provider: provider.name, reason }, 'a sign-in by a provider failed');
    const did = failure === 'refused' ? 'did not confirm the sign-in' : 'did not answer as it should';
    throw new AppError('oauth_exchange_failed', `${provider.label} ${did}.`);
  }
};

/**
 * The person the provider vouches for. Throws `oauth_state_not_valid`, `oauth_exchange_failed`; and
 * `oauth_unavailable` when it cannot be known whether the sign-in was begun, which leaves the state good.
 */
export const whoCameBack = async (
  deps: OAuthDeps,
  caller: Caller,
  came: CameBack,
): Promise<ProviderIdentity> => {
  const provider = providerNamed(deps, came.provider);
  const begun = await begunBy(deps, caller, came);
  if (came.code === undefined) {
    throw new AppError('oauth_exchange_failed', `The sign-in by ${provider.label} was cancelled.`);
  }
  return exchanged(deps, provider, { code: came.code, came, begun });
};
