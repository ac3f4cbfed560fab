import koaJwt from 'koa-jwt';
import type { Buffer } from 'node:buffer';
import { createSecretKey } from 'node:crypto';
import type { Middleware } from 'koa';
import { keyIdOf, TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER } from '#commands/sessions/tokens.js';
import { AppError } from '#platform/app-error.js';
import type { AppState } from '../app-state.js';

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
  return async (ctx, next) => {
    if (ctx.get('Authorization') === '') throw new AppError('not_authenticated', 'Authentication is needed.');
    try {
      await verify(ctx, () => Promise.resolve());
    } catch (error) {
      throw isRefusal(error) ? new AppError('token_not_valid', 'Token is invalid or expired.') : error;
    }
    await next();
  };
};

const isRefusal = (error: unknown): boolean => (error as { status?: unknown }).status === 401;
