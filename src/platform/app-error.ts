/**
 * Failures that are not a decider's refusal: what was asked is malformed, missing or cannot be had right now.
 */
export type AppErrorCode =
  | 'validation_error'
  | 'not_authenticated'
  | 'invalid_credentials'
  | 'token_not_valid'
  | 'role_required'
  | 'in_the_future'
  | 'before_creation'
  | 'revision_not_found'
  | 'not_found'
  | 'method_not_allowed'
  | 'precondition_failed'
  | 'idempotency_key_reused'
  | 'conflict'
  | 'request_too_large'
  | 'unsupported_media_type'
  | 'content_blocked'
  | 'generation_failed'
  | 'oauth_state_not_valid'
  | 'oauth_exchange_failed'
  | 'oauth_email_not_verified'
  | 'oauth_link_refused'
  | 'oauth_not_configured'
  | 'oauth_unavailable'
  | 'service_unavailable';

export interface FieldProblem {
  readonly code: string;
  readonly detail: string;
  /** Path of the field, such as `design_data.objects[3].left`; null when it is about the whole request. */
  readonly attr: string | null;
}

interface AppErrorOptions {
  readonly problems?: readonly FieldProblem[];
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly problems: readonly FieldProblem[];
  /** Fields the answer has beside the usual ones. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.problems = options.problems ?? [];
    this.details = options.details ?? {};
  }
}
