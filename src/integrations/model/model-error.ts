/**
 * Why a model server gave no usable answer.
 *
 * - temporary: the same request may succeed later (429, 5xx, a broken connection, an answer that is no answer
 *   of this protocol)
 * - timed_out: as temporary, but it took too long
 * - blocked: its content filter refused what was asked
 * - refused: the same request will never succeed (key, model name, redirection, other 4xx)
 * - unusable: there is an answer, and this client does not take it (too large)
 * - aborted: the caller gave up
 */
export type ModelFailure = 'temporary' | 'timed_out' | 'blocked' | 'refused' | 'unusable' | 'aborted';

export interface ModelFailureFacts {
  /** Status of the answer, if there was one. */
  readonly status?: number | undefined;
  /** How long the server asked to be left alone, already capped. Milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** Never holds a key, a prompt, an address or a word of an answer: it goes into logs and tables. */
export class ModelError extends Error {
  readonly kind: ModelFailure;
  /** Stable, such as `model_rate_limited`. */
  readonly code: string;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(kind: ModelFailure, code: string, { status, retryAfterMs }: ModelFailureFacts = {}) {
    super(`The model server gave no answer: ${code}${status === undefined ? '' : ` (${status})`}.`);
    this.name = 'ModelError';
    this.kind = kind;
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
