import { DomainError } from '#domain/kit/domain-error.js';
import type { FailureReason } from '#domain/generation/events.js';
import { AppError } from '#platform/app-error.js';

/** How a person is told (api-contract §2.7, AI errors). */
interface Told {
  readonly error_type: 'service_unavailable' | 'generation_failed' | 'content_blocked';
  readonly title: string;
  readonly message: string;
  readonly suggestion: string;
}

const BUSY: Told = {
  error_type: 'service_unavailable',
  title: 'The AI is not available',
  message: 'The AI could not be reached.',
  suggestion: 'Try again in a moment. This request did not count.',
};
const FAILED: Told = {
  error_type: 'generation_failed',
  title: 'Nothing usable came back',
  message: 'The AI gave no answer that could be used.',
  suggestion: 'Try again, or describe it in other words. This request did not count.',
};
const LATE: Told = {
  ...FAILED,
  title: 'It took too long',
  message: 'The AI did not answer in time.',
};
const BLOCKED: Told = {
  error_type: 'content_blocked',
  title: 'The AI does not make this',
  message: 'The AI refused to make what was asked for.',
  suggestion: 'Describe something else. This request did not count.',
};

/** Exhaustive on purpose: a reason without words does not compile. */
const TOLD: Readonly<Record<FailureReason, Told>> = {
  provider_unavailable: BUSY,
  provider_refused: BUSY,
  timed_out: LATE,
  expired: LATE,
  invalid_answer: FAILED,
  given_up: FAILED,
  content_blocked: BLOCKED,
};

const RETRY_AFTER_SECONDS = 30;

/** What a failed task says about itself. */
export const failureText = (reason: FailureReason): Pick<Told, 'error_type' | 'message'> => TOLD[reason];

/** The error a request is answered with that waited for a generation which failed. */
export const failedGeneration = (reason: FailureReason, taskId: number): AppError => {
  const { message, ...told } = TOLD[reason];
  const about = { ...told, message, reason, task_id: String(taskId) };
  if (reason === 'content_blocked') return new AppError('content_blocked', message, { details: about });
  const details = { ...about, retry_after: RETRY_AFTER_SECONDS };
  return new AppError('generation_failed', message, { details });
};

/** Where plans can be compared. */
const UPGRADE_PATH = '/api/v1/subscriptions/tiers/';

/** At least one: a client that is told 0 comes again at once. */
const secondsUntil = (end: unknown, now: string): number => {
  const left = typeof end === 'string' ? Date.parse(end) - Date.parse(now) : 0;
  return Math.max(1, Math.ceil(left / 1000));
};

interface Refused {
  readonly origin: string;
  /** When it was asked. */
  readonly at: string;
}

/** A refusal by the monthly quota, told as api-contract §6.3 wants it; any other error stays what it is. */
export const explained = (error: unknown, { origin, at }: Refused): unknown => {
  if (!(error instanceof DomainError) || error.code !== 'request_limit_exceeded') return error;
  const { code, message, details } = error;
  return new DomainError(code, message, {
    ...details,
    upgrade_url: `${origin}${UPGRADE_PATH}`,
    retry_after: secondsUntil(details['reset_at'], at),
    error_type: 'quota_exceeded',
    title: 'The AI requests of this month are used up',
    message,
    suggestion: 'Move to a larger plan, or wait for the next month.',
  });
};
