import koaJwt from 'koa-jwt';
import { LRUCache } from 'lru-cache';
import type { Buffer } from 'node:buffer';
import { createSecretKey } from 'node:crypto';
import type { ParameterizedContext } from 'koa';
import {
  claimsOf,
  keyIdOf,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from '#commands/sessions/tokens.js';
import { AppError } from '#platform/app-error.js';
import type { AppState } from '../app-state.js';
import type { Credential, SessionAccess } from './access.js';

/** A token whose signature was good, for those who know what was ended since it was issued. */
export interface Presented {
  readonly accountId: number;
  readonly sessionId: string;
  /** When its session began; of tokens that do not say so, when they were issued. Milliseconds since 1970. */
  readonly startedAt: number;
}

/** Whether the session of a token is over, or its account closed. A promise only where it must be looked up. */
export type IsOver = (token: Presented) => boolean | Promise<boolean>;

/** Headers whose check is remembered. */
const REMEMBERED = 10_000;

const BEARER = /^Bearer /i;

interface Known {
  readonly access: SessionAccess;
  readonly presented: Presented;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const notValid = (): AppError => new AppError('token_not_valid', 'Token is invalid or expired.');

const verifierOf = (tokenKey: Uint8Array) => {
  // A key object, which koa-jwt hands on but its types do not know: bytes would be parsed as a public key
  // first, in vain and for every request anew, which takes longer than all the rest.
  const keys = new Map<string, object>([[keyIdOf(tokenKey), createSecretKey(tokenKey)]]);
  return koaJwt({
    secret: (header: { kid?: unknown }) => {
      const key = keys.get(String(header.kid));
      return key ? Promise.resolve(key as Buffer) : Promise.reject(new Error('unknown key'));
    },
    algorithms: [TOKEN_ALGORITHM],
    issuer: TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    key: 'jwt',
  });
};

/** Everything wrong with a token is the same error; other failures stay what they are. */
const refusing = async (verification: Promise<unknown>): Promise<void> => {
  try {
    await verification;
  } catch (error) {
    throw (error as { status?: unknown }).status === 401 ? notValid() : error;
  }
};

const knownOf = ({ jwt }: AppState): Known => {
  const claims = jwt && claimsOf(jwt);
  if (claims?.type !== 'access' || typeof jwt?.['exp'] !== 'number') throw notValid();
  const { accountId, sessionId } = claims;
  const began = typeof jwt['sst'] === 'number' ? jwt['sst'] : Number(jwt['iat']) * 1_000;
  const startedAt = Number.isFinite(began) ? began : 0;
  return {
    access: { kind: 'session', accountId, sessionId },
    presented: { accountId, sessionId, startedAt },
    expiresAt: jwt['exp'] * 1_000,
  };
};

/**
 * Access tokens in `Authorization: Bearer`. One algorithm, one issuer, one audience; the key is looked up in
 * memory by the token's `kid` and by nothing else. `isOver` is asked for every request, also for tokens known
 * from before, and never before the signature was checked. Everything wrong looks the same from outside.
 */
export const bearerToken = (tokenKey: Uint8Array, isOver: IsOver): Credential => {
  const verify = verifierOf(tokenKey);
  // Signatures do not change: a header that was good once is good until its token expires.
  const verified = new LRUCache<string, Known>({ max: REMEMBERED });
  const read = async (ctx: ParameterizedContext<AppState>, header: string): Promise<Known> => {
    const remembered = verified.get(header);
    if (remembered && remembered.expiresAt > Date.now()) return remembered;
    await refusing(verify(ctx, () => Promise.resolve()) as Promise<unknown>);
    const known = knownOf(ctx.state);
    verified.set(header, known);
    return known;
  };
  return async (ctx) => {
    const header = ctx.get('Authorization');
    if (!BEARER.test(header)) return undefined;
    const { access, presented } = await read(ctx, header);
    const over = isOver(presented);
    if (over === true || (over !== false && (await over))) throw notValid();
    return access;
  };
};
