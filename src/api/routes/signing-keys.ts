import { z } from 'zod';
import type { TokenKeys } from '#commands/sessions/token-keys.js';
import type { Clock } from '#platform/clock.js';
import { route, type Route } from '../route.js';

export interface SigningKeyDeps {
  readonly secrets: { readonly tokenKeys: Pick<TokenKeys, 'published'> };
  readonly clock: Clock;
}

const PATH = '/.well-known/jwks.json';

const publicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});

/** Public keys of tokens (RFC 7517). Secrets of HS256 have no public half: the list is empty then. */
export const signingKeyRoute = ({ secrets, clock }: SigningKeyDeps): Route =>
  route({
    method: 'GET',
    paths: [PATH, `/api${PATH}`, `/api/v1${PATH}`, `/v1${PATH}`],
    absolute: true,
    name: 'auth.jwks',
    summary: 'Public keys to verify access tokens with (JWKS)',
    tag: 'Sign-in',
    policy: 'public',
    responses: { 200: z.strictObject({ keys: z.array(publicKey) }) },
    handle: async () => ({
      status: 200,
      body: { keys: z.array(publicKey).parse(await secrets.tokenKeys.published(clock.now().getTime())) },
      // Less than a new key is announced before it signs would be too much for caches: they ask anew for a kid
      // they do not know.
      headers: { 'Cache-Control': 'public, max-age=60' },
    }),
  });
