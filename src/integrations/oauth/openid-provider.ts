// A provider that speaks OpenID Connect. Promises: code flow with PKCE (S256), state and nonce; the id_token's
// signature, issuer, audience, times and nonce are checked. Its metadata are read once, and again after a failure.
import * as oidc from 'openid-client';
import { z } from 'zod';
import { MAX_ANSWER_BYTES, type ClientSettings } from './client-settings.js';
import { answeredUrl, authorizationUrl, type Question } from './exchange-code.js';
import { guardedFetch, isPlainLoopback, requireSafeUrl } from './guarded-fetch.js';
import type { IdentityProvider, ProviderIdentity } from './identity-provider.js';
import { OAuthError, oauthErrorOf } from './oauth-error.js';

export interface OpenIdSettings extends ClientSettings {
  readonly name: string;
  readonly label: string;
  readonly issuer: string;
}

const short = (max: number) => z.string().max(max).catch('');

/** What we read of the claims; a claim of another form is as good as none. */
const claimsOf = z.object({
  email: short(254),
  // Some send it as text; anything but a plain yes is no.
  email_verified: z
    .literal([true, 'true'])
    .transform(() => true)
    .catch(false),
  preferred_username: short(150),
  given_name: short(150),
  family_name: short(150),
});

const discover = async (settings: OpenIdSettings): Promise<oidc.Configuration> => {
  const { issuer, clientId, clientSecret, timeoutMs, allowLoopback } = settings;
  const server = requireSafeUrl(issuer, settings);
  const plain = isPlainLoopback(server) ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(server, clientId, {}, oidc.ClientSecretPost(clientSecret), {
    // The library trusts a token that came over TLS; the signature is checked besides.
    execute: [...plain, oidc.enableNonRepudiationChecks],
    timeout: Math.ceil(timeoutMs / 1_000),
    [oidc.customFetch]: guardedFetch({ timeoutMs, allowLoopback, maxBytes: MAX_ANSWER_BYTES }),
  });
};

/** What was loaded once; a failure is not kept. */
const once = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
};

const failing = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw oauthErrorOf(error);
  }
};

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;

/** The claims of the id_token, and those of the userinfo endpoint where the token has no address. */
const identityOf = async (config: oidc.Configuration, tokens: Tokens): Promise<ProviderIdentity> => {
  const claims = tokens.claims();
  if (!claims) throw new OAuthError('refused', 'NO_ID_TOKEN');
  const asks = claims['email'] === undefined && config.serverMetadata().userinfo_endpoint !== undefined;
  const more = asks ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
  const known = claimsOf.parse({ ...claims, ...more });
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: known.email,
    emailVerified: known.email_verified,
    username: known.preferred_username,
    firstName: known.given_name,
    lastName: known.family_name,
  };
};

export const openIdProvider = (settings: OpenIdSettings): IdentityProvider => {
  const { name, label } = settings;
  const discovered = once(() => discover(settings));
  const question = async (): Promise<Question> => ({
    config: await discovered(),
    settings,
    scope: 'openid email profile',
  });
  return {
    name,
    label,
    begin: (state, secrets) =>
      failing(async () => {
        const url = await authorizationUrl(await question(), state, secrets);
        return requireSafeUrl(url.href, settings).href;
      }),
    finish: (answer, { verifier, nonce }) =>
      failing(async () => {
        const asked = await question();
        const tokens = await oidc.authorizationCodeGrant(asked.config, answeredUrl(asked, answer), {
          pkceCodeVerifier: verifier,
          expectedState: answer.state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        return identityOf(asked.config, tokens);
      }),
  };
};
