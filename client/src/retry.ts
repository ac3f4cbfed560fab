import { ApiError, NetworkError } from './errors.js';

export interface RetryPolicy {
  /** Attempts after the first one. */
  readonly retries: number;
  /** The first wait without a Retry-After, in milliseconds; each further one may be twice as long. */
  readonly baseMs: number;
  /** No wait is longer; when the server asks for more, the call fails with what it answered. */
  readonly maxWaitMs: number;
}

export const RETRY: RetryPolicy = { retries: 3, baseMs: 250, maxWaitMs: 20_000 };

/** Statuses of servers, or of what stands before them, that are busy or away. */
const AWAY = new Set([502, 503, 504]);

/** A key repeats this outcome for ever: asking again needs a new one, which is for people to decide. */
const SETTLED = new Set<string>(['generation_failed', 'request_limit_exceeded', 'activity_limit_exceeded']);

const mayPass = (error: unknown): boolean => {
  if (error instanceof NetworkError) return true;
  if (!(error instanceof ApiError) || SETTLED.has(error.code)) return false;
  // Without a time, too many requests now are too many requests in a moment.
  return error.status === 429 ? error.retryAfter !== null : AWAY.has(error.status);
};

/**
 * Milliseconds to wait before attempt `attempt + 1` (the first is 1); undefined when trying again is no use. `random` is a
 * number from 0 to 1: the wait without a Retry-After is that share of what is possible, with one at most a tenth
 * longer than asked for, so that clients do not come back all at once.
 */
export const waitBefore = (
  { policy, attempt, random }: { policy: RetryPolicy; attempt: number; random: number },
  error: unknown,
): number | undefined => {
  if (attempt > policy.retries || !mayPass(error)) return undefined;
  const asked = error instanceof ApiError ? error.retryAfter : null;
  if (asked === null) return random * Math.min(policy.maxWaitMs, policy.baseMs * 2 ** (attempt - 1));
  const askedMs = asked * 1000;
  return askedMs > policy.maxWaitMs ? undefined : askedMs * (1 + random / 10);
};
