import type { RefusalReason } from '#domain/tokenrefusal/index.js';

/** A token is not good. Why is counted; whoever sent it is not told. */
export class TokenRefused extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason) {
    super(`token refused: ${reason}`);
    this.name = 'TokenRefused';
    this.reason = reason;
  }
}

/** By how the message of a `JsonWebTokenError` begins. */
const BY_MESSAGE: readonly (readonly [beginning: string, reason: RefusalReason])[] = [
  ['jwt expired', 'expired'],
  ['jwt not active', 'not_yet'],
  ['jwt audience invalid', 'audience'],
  ['jwt issuer invalid', 'issuer'],
  ['invalid algorithm', 'algorithm'],
  ['invalid signature', 'signature'],
  ['jwt signature is required', 'signature'],
  ['invalid exp value', 'claims'],
  ['invalid nbf value', 'claims'],
];

/** Why a verification failed, among reasons of bounded number. */
export const reasonOf = (error: unknown): RefusalReason => {
  if (error instanceof TokenRefused) return error.reason;
  const message = error instanceof Error ? error.message : '';
  return BY_MESSAGE.find(([beginning]) => message.startsWith(beginning))?.[1] ?? 'malformed';
};
