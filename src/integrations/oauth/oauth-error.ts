/** `refused`: the answer is no good, here or there. `unavailable`: the provider did not answer as providers do. */
export type OAuthFailure = 'refused' | 'unavailable';

/** A provider did not help. Says nothing of codes, tokens or what the provider wrote. */
export class OAuthError extends Error {
  readonly failure: OAuthFailure;
  /** For logs: a code of the library, or of the check that failed. */
  readonly reason: string;

  constructor(failure: OAuthFailure, reason: string) {
    super(`Sign-in by a provider failed: ${reason}.`);
    this.name = 'OAuthError';
    this.failure = failure;
    this.reason = reason;
  }
}

/** Codes of openid-client for an answer that arrived and is wrong; anything else is about the way there. */
const REFUSALS = new Set([
  'OAUTH_RESPONSE_BODY_ERROR',
  'OAUTH_AUTHORIZATION_RESPONSE_ERROR',
  'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_UNSUPPORTED_OPERATION',
  'OAUTH_KEY_SELECTION_FAILED',
]);

const codeOf = (error: unknown): string => {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? code : 'FAILED';
};

/** What an error of the library or of the network means. Its text may hold an answer, so it goes no further. */
export const oauthErrorOf = (error: unknown): OAuthError => {
  if (error instanceof OAuthError) return error;
  const { cause } = error as { cause?: unknown };
  if (cause instanceof OAuthError) return cause;
  const code = codeOf(error);
  return new OAuthError(REFUSALS.has(code) ? 'refused' : 'unavailable', code);
};
