import type { KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { nameBasedId } from '#platform/ids.js';
import { SIGNING_ALGORITHMS } from './signing-keys.js';
import type { TokenKey, TokenKeys } from './token-keys.js';

export const TOKEN_ISSUER = 'aidesign';
export const TOKEN_AUDIENCE = 'aidesign-api';
/** Longer texts are no tokens of ours: nobody works on them. */
const MAX_TOKEN_LENGTH = 4_096;

/** The header of a token of ours has these and nothing else: no key, and no place to get one from. */
const HEADER = new Set(['alg', 'typ', 'kid']);

export interface TokenLifetimes {
  readonly accessSeconds: number;
  readonly refreshSeconds: number;
}

export interface TokenPair {
  readonly access: string;
  readonly refresh: string;
  /** Seconds until the access token expires, counted from its issue. */
  readonly expiresIn: number;
}

/**
 * What makes a pair of tokens. The same grant always makes the same tokens, so that a retry can be answered
 * equally.
 */
export interface Grant {
  readonly accountId: number;
  readonly sessionId: string;
  /** 0 at sign-in, one more for each refresh. */
  readonly generation: number;
  readonly issuedAt: string;
  /** When the session began: what ended all sessions of an account is compared with it. */
  readonly startedAt: string;
}

export type TokenType = 'access' | 'refresh';

export interface TokenClaims {
  readonly type: TokenType;
  readonly accountId: number;
  readonly sessionId: string;
  readonly generation: number;
}

const sign = (keys: TokenKeys, grant: Grant, use: { type: TokenType; seconds: number }): Promise<string> => {
  const issuedAt = Math.floor(Date.parse(grant.issuedAt) / 1000);
  // By the time of issue: a retry is signed with the same key, whatever became active in between.
  const { algorithm: alg, kid, sign: key } = keys.signer(Date.parse(grant.issuedAt));
  const claims = {
    user_id: grant.accountId,
    token_type: use.type,
    sid: grant.sessionId,
    gen: grant.generation,
    sst: Date.parse(grant.startedAt),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg, typ: 'JWT', kid })
    .setSubject(String(grant.accountId))
    .setJti(nameBasedId(grant.sessionId, grant.generation, use.type))
    .setIssuer(TOKEN_ISSUER)
    .setAudience(TOKEN_AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + use.seconds)
    .sign(key);
};

export const issueTokens = async (
  keys: TokenKeys,
  grant: Grant,
  lifetimes: TokenLifetimes,
): Promise<TokenPair> => ({
  access: await sign(keys, grant, { type: 'access', seconds: lifetimes.accessSeconds }),
  refresh: await sign(keys, grant, { type: 'refresh', seconds: lifetimes.refreshSeconds }),
  expiresIn: lifetimes.accessSeconds,
});

/** Claims of a payload whose signature was checked; undefined when it is not one of our tokens. */
export const claimsOf = (payload: Readonly<Record<string, unknown>>): TokenClaims | undefined => {
  const { user_id: accountId, token_type: type, sid: sessionId, gen: generation } = payload;
  if (type !== 'access' && type !== 'refresh') return undefined;
  if (typeof accountId !== 'number' || typeof sessionId !== 'string' || typeof generation !== 'number')
    return undefined;
  return { type, accountId, sessionId, generation };
};

/** A token's header that names no key of ours. */
export type HeaderFault = 'header' | 'key' | 'algorithm';

/**
 * The key a token's header names, which must be one of ours, used with its own algorithm; else what is wrong.
 * Looks into a map: what the header says reaches no file, database or network.
 */
export const keyFor = (keys: TokenKeys, header: object, at: number): TokenKey | HeaderFault => {
  const { alg, typ, kid }: { alg?: unknown; typ?: unknown; kid?: unknown } = header;
  if (typ !== 'JWT' || Object.keys(header).some((name) => !HEADER.has(name))) return 'header';
  const key = keys.find(kid, at);
  if (!key) return 'key';
  return key.algorithm === alg ? key : 'algorithm';
};

export const isTooLong = (token: string): boolean => token.length > MAX_TOKEN_LENGTH;

/** The claims of a token that is ours, unaltered and not expired; undefined for any other text. */
export const verifyToken = async (
  keys: TokenKeys,
  token: string,
  now: Date,
): Promise<TokenClaims | undefined> => {
  const rules = {
    algorithms: [...SIGNING_ALGORITHMS],
    issuer: TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    currentDate: now,
  };
  if (isTooLong(token)) return undefined;
  try {
    const keyOf = (header: object): KeyObject => {
      const key = keyFor(keys, header, now.getTime());
      if (typeof key === 'string') throw new errors.JWSInvalid(`The ${key} is none of ours.`);
      return key.verify;
    };
    const { payload } = await jwtVerify(token, keyOf, { ...rules, requiredClaims: ['exp', 'sub'] });
    return claimsOf(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
};
