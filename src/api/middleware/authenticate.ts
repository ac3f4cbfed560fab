import koaJwt from 'koa-jwt';
import { LRUCache } from 'lru-cache';
import type { Buffer } from 'node:buffer';
import { createSecretKey } from 'node:crypto';
import type { Middleware } from 'koa';
import { keyIdOf, TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER } from '#commands/sessions/tokens.js';
import { AppError } from '#platform/app-error.js';
import type { AppState } from '../app-state.js';

/** Headers whose check is remembered. */
const REMEMBERED = 10_000;

type Claims = NonNullable<AppState['jwt']>;

/**
 * Lets through requests with a valid access token. One algorithm, one issuer, one audience; the key is looked
 * up in memory by the token's `kid` and by nothing else. Everything wrong with a token looks the same from
 * outside.
 */
export const authenticate = (tokenKey: Uint8Array): Middleware<AppState> => {
  // A key object, which koa-jwt hands on but its types do not know: bytes would be parsed as a public key
  // first, in vain and for every request anew, which takes longer than all the rest.
  const keys = new Map<string, object>([[keyIdOf(tokenKey), createSecretKey(tokenKey)]]);
  const verify = koaJwt({
    secret: (header: { kid?: unknown }) => {
      const key = keys.get(String(header.kid));
      return key ? Promise.resolve(key as Buffer) : Promise.reject(new Error('unknown key'));
    },
    algorithms: [TOKEN_ALGORITHM],
    issuer: TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    key: 'jwt',
  });
  const verified = new LRUCache<string, Claims>({ max: REMEMBERED });
  return async (ctx, next) => {
    const header = ctx.get('Authorization');
    if (header === '') throw new AppError('not_authenticated', 'Authentication is needed.');
    const known = verified.get(header);
    if (known && isCurrent(known)) ctx.state.jwt = known;
    else {
      await refusing(verify(ctx, () => Promise.resolve()) as Promise<unknown>);
      if (ctx.state.jwt) verified.set(header, ctx.state.jwt);
    }
    await next();
  };
};

/** Signatures do not change: a header that was good once is good until its token expires. */
const isCurrent = ({ exp }: Claims): boolean => typeof exp === 'number' && exp * 1000 > Date.now();

/** Everything wrong with a token is the same error; other failures stay what they are. */
const refusing = async (verification: Promise<unknown>): Promise<void> => {
  try {
    await verification;
  } catch (error) {
    const isRefusal = (error as { status?: unknown }).status === 401;
    throw isRefusal ? new AppError('token_not_valid', 'Token is invalid or expired.') : error;
  }
};

/** Lets everybody through; who holds a good token is known afterwards. */
export const recognise =
  (signedIn: Middleware<AppState>): Middleware<AppState> =>
  async (ctx, next) => {
    if (ctx.get('Authorization') !== '') {
      const known = signedIn(ctx, () => Promise.resolve()) as Promise<unknown>;
      await known.catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
      });
    }
    await next();
  };
