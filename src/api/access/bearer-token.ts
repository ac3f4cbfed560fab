import { decodeProtectedHeader } from 'jose';
import koaJwt from 'koa-jwt';
import { LRUCache } from 'lru-cache';
import type { Buffer } from 'node:buffer';
import type { ParameterizedContext } from 'koa';
import { SIGNING_ALGORITHMS } from '#commands/sessions/signing-keys.js';
import type { TokenKeys } from '#commands/sessions/token-keys.js';
import { claimsOf, isTooLong, keyFor, TOKEN_AUDIENCE, TOKEN_ISSUER } from '#commands/sessions/tokens.js';
import type { RefusalReason } from '#domain/tokenrefusal/index.js';
import { AppError } from '#platform/app-error.js';
import type { AppState } from '../app-state.js';
import type { Credential, SessionAccess } from './access.js';
import { reasonOf, TokenRefused } from './refusal.js';

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
  readonly kid: string | undefined;
}

const notValid = (): AppError => new AppError('token_not_valid', 'Token is invalid or expired.');

const verifierOf = (keys: TokenKeys) =>
  koaJwt({
    secret: (header: object) => {
      const key = keyFor(keys, header, Date.now());
      // A key object, which koa-jwt hands on but its types do not know: bytes would be parsed as a public key
      // first, in vain and for every request anew, which takes longer than all the rest.
      if (typeof key !== 'string') return Promise.resolve(key.verify as object as Buffer);
      return Promise.reject(new TokenRefused(key));
    },
    algorithms: [...SIGNING_ALGORITHMS],
    issuer: TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    key: 'jwt',
  });

/** What is wrong with a token is told to `TokenRefused`; other failures stay what they are. */
const refusing = async (verification: Promise<unknown>): Promise<void> => {
  try {
    await verification;
  } catch (error) {
    const { status, originalError } = error as { status?: unknown; originalError?: unknown };
    throw status === 401 ? new TokenRefused(reasonOf(originalError)) : error;
  }
};

const knownOf = ({ jwt }: AppState, token: string): Known => {
  const claims = jwt && claimsOf(jwt);
  if (!claims || typeof jwt['exp'] !== 'number') throw new TokenRefused('claims');
  if (claims.type !== 'access') throw new TokenRefused('type');
  const { accountId, sessionId } = claims;
  const began = typeof jwt['sst'] === 'number' ? jwt['sst'] : Number(jwt['iat']) * 1_000;
  const startedAt = Number.isFinite(began) ? began : 0;
  return {
    access: { kind: 'session', accountId, sessionId },
    presented: { accountId, sessionId, startedAt },
    expiresAt: jwt['exp'] * 1_000,
    kid: decodeProtectedHeader(token).kid,
  };
};

export interface BearerOptions {
  readonly tokenKeys: TokenKeys;
  readonly isOver: IsOver;
  /** Told of every token that is refused. */
  readonly onRefused?: ((reason: RefusalReason) => void) | undefined;
}

const reading = (keys: TokenKeys) => {
  const verify = verifierOf(keys);
  // Signatures do not change: a header that was good once is good until its token expires or its key is retired.
  const verified = new LRUCache<string, Known>({ max: REMEMBERED });
  return async (ctx: ParameterizedContext<AppState>, header: string): Promise<Known> => {
    const now = Date.now();
    const remembered = verified.get(header);
    if (remembered && remembered.expiresAt > now && keys.find(remembered.kid, now)) return remembered;
    if (isTooLong(header)) throw new TokenRefused('too_long');
    await refusing(verify(ctx, () => Promise.resolve()) as Promise<unknown>);
    const known = knownOf(ctx.state, header.replace(BEARER, '').trim());
    verified.set(header, known);
    return known;
  };
};

/**
 * Access tokens in `Authorization: Bearer`. Each key with its one algorithm, one issuer, one audience; the key
 * is looked up in memory by the token's `kid` and by nothing else. `isOver` is asked for every request, also for
 * tokens known from before, and never before the signature was checked. Everything wrong looks the same from
 * outside: the reason is for `onRefused` only.
 */
export const bearerToken = ({ tokenKeys, isOver, onRefused }: BearerOptions): Credential => {
  const read = reading(tokenKeys);
  const checked = async (ctx: ParameterizedContext<AppState>, header: string): Promise<SessionAccess> => {
    const { access, presented } = await read(ctx, header);
    const over = isOver(presented);
    if (over === true || (over !== false && (await over))) throw new TokenRefused('over');
    return access;
  };
  return async (ctx) => {
    const header = ctx.get('Authorization');
    if (!BEARER.test(header)) return undefined;
    try {
      return await checked(ctx, header);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      onRefused?.(error.reason);
      throw notValid();
    }
  };
};
