import { z } from 'zod';
import { ModelError } from './model-error.js';
import { retryAfterMs } from './retry-after.js';

const errorBody = z.object({
  error: z.object({ code: z.string().nullish(), type: z.string().nullish() }),
});

/** What the body calls the error. Only compared with known words, never passed on. */
const wordsOf = (body: string): readonly string[] => {
  try {
    const { error } = errorBody.parse(JSON.parse(body));
    return [error.code ?? '', error.type ?? ''];
  } catch {
    // An error page of a proxy, or nothing at all: the status alone speaks.
    return [];
  }
};

const FILTERED = ['content_filter', 'content_policy_violation', 'moderation_blocked'];
const SPENT = ['insufficient_quota', 'billing_hard_limit_reached'];

export interface Refusal {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
  readonly now: Date;
}

/** What an answer without success means. */
export const classify = ({ status, retryAfter, body, now }: Refusal): ModelError => {
  const words = wordsOf(body);
  const says = (known: readonly string[]): boolean => words.some((word) => known.includes(word));
  if (status >= 300 && status < 400) return new ModelError('refused', 'model_redirected', { status });
  if (says(FILTERED)) return new ModelError('blocked', 'model_content_filter', { status });
  if (says(SPENT)) return new ModelError('refused', 'model_credit_spent', { status });
  const later = { status, retryAfterMs: retryAfterMs(retryAfter, now) };
  switch (status) {
    case 401:
    case 403:
      return new ModelError('refused', 'model_not_authorized', { status });
    case 408:
      return new ModelError('temporary', 'model_unavailable', later);
    case 429:
      return new ModelError('temporary', 'model_rate_limited', later);
    default:
      return status >= 500
        ? new ModelError('temporary', 'model_unavailable', later)
        : new ModelError('refused', 'model_rejected', { status });
  }
};
