import * as oidc from 'openid-client';
import type { ClientSettings } from './client-settings.js';
import type { ProviderAnswer, SignInSecrets } from './identity-provider.js';

export interface Question {
  readonly config: oidc.Configuration;
  readonly settings: ClientSettings;
  readonly scope: string;
}

/** The address of the provider's sign-in page, with state, nonce and PKCE challenge. */
export const authorizationUrl = async (
  { config, settings, scope }: Question,
  state: string,
  { verifier, nonce }: Partial<SignInSecrets> & Pick<SignInSecrets, 'verifier'>,
): Promise<URL> =>
  oidc.buildAuthorizationUrl(config, {
    redirect_uri: settings.redirectUri,
    scope,
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(nonce === undefined ? {} : { nonce }),
  });

/**
 * The address the provider sent the browser to. A page that hands on code and state only leaves out who answered:
 * then it is who was asked, as the state and the address of each provider say.
 */
export const answeredUrl = ({ config, settings }: Question, { code, state, iss }: ProviderAnswer): URL => {
  const url = new URL(settings.redirectUri);
  const { issuer } = config.serverMetadata();
  const parameters = { code, state, iss: iss ?? issuer };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
};
