import type { IdentityProvider } from '#integrations/oauth/identity-provider.js';
import type { Providers } from '#integrations/oauth/provider-settings.js';
import type { SignInStates } from '#integrations/oauth/sign-in-states.js';
import { AppError } from '#platform/app-error.js';
import type { Logger } from '#platform/logger.js';
import type { CommandDeps } from '../command-deps.js';

/** What sign-in by other providers works with. */
export interface OAuthDeps extends CommandDeps {
  readonly oauth: Providers & {
    readonly states: SignInStates;
    readonly logger: Pick<Logger, 'warn'>;
  };
}

/** Nobody sets up a provider within the hour. Seconds. */
const ASK_AGAIN = 3_600;

/** Throws `not_found` for a name nobody knows, `oauth_not_configured` for one that is not set up. */
export const providerNamed = ({ oauth }: OAuthDeps, name: string): IdentityProvider => {
  const provider = oauth.configured.get(name);
  if (provider) return provider;
  const settings = oauth.missing.get(name);
  if (!settings) throw new AppError('not_found', 'There is no such provider.');
  const message = `Sign-in by ${name} is not set up here: it needs ${settings.join(', ')}.`;
  throw new AppError('oauth_not_configured', message, { details: { settings, retry_after: ASK_AGAIN } });
};
