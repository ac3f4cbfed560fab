import { errors, jwtVerify, SignJWT } from 'jose';
import { nameBasedId } from '#platform/ids.js';
import { sha256 } from '#platform/hash.js';

export const TOKEN_ISSUER = 'aidesign';
export const TOKEN_AUDIENCE = 'aidesign-api';
/** The only algorithm tokens are signed with and accepted in. */
export const TOKEN_ALGORITHM = 'HS256';

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

/** Names the key in a token's header: by content, so that it says nothing of the key. */
export const keyIdOf = (key: Uint8Array): string => sha256(key).slice(0, 16);

const sign = (key: Uint8Array, grant: Grant, use: { type: TokenType; seconds: number }): Promise<string> => {
  const issuedAt = Math.floor(Date.parse(grant.issuedAt) / 1000);
  const claims = {
    user_id: grant.accountId,
    token_type: use.type,
    sid: grant.sessionId,
    gen: grant.generation,
    sst: Date.parse(grant.startedAt),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: 'JWT', kid: keyIdOf(key) })
    .setSubject(String(grant.accountId))
    .setJti(nameBasedId(grant.sessionId, grant.generation, use.type))
    .setIssuer(TOKEN_ISSUER)
    .setAudience(TOKEN_AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + use.seconds)
    .sign(key);
};

export const issueTokens = async (
  key: Uint8Array,
  grant: Grant,
  lifetimes: TokenLifetimes,
): Promise<TokenPair> => ({
  access: await sign(key, grant, { type: 'access', seconds: lifetimes.accessSeconds }),
  refresh: await sign(key, grant, { type: 'refresh', seconds: lifetimes.refreshSeconds }),
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

/** The claims of a token that is ours, unaltered and not expired; undefined for any other text. */
export const verifyToken = async (
  key: Uint8Array,
  token: string,
  now: Date,
): Promise<TokenClaims | undefined> => {
  const rules = {
    algorithms: [TOKEN_ALGORITHM],
    issuer: TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    currentDate: now,
  };
  try {
    const { payload } = await jwtVerify(token, key, { ...rules, requiredClaims: ['exp', 'sub'] });
    return claimsOf(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
};
