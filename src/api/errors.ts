import type { DomainErrorCode } from '#domain/kit/domain-error.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { AppError, type AppErrorCode, type FieldProblem } from '#platform/app-error.js';

type Code = DomainErrorCode | AppErrorCode | 'internal_error';

interface Kind {
  readonly status: number;
  /** What the reader can do about it. */
  readonly hint: string;
}

const SIGN_IN = 'Send a valid access token: Authorization: Bearer <token>.';
const UPGRADE = 'Delete something you do not need, or move to a larger plan.';

/** Every error code of the API with its status and hint. Statuses on contract routes: decisions.md §3. */
export const ERRORS: Readonly<Record<Code, Kind>> = {
  validation_error: { status: 400, hint: 'See `errors` for the fields and docs at /api/docs/.' },
  content_blocked: { status: 400, hint: 'Ask for something else, or in other words.' },
  already_exists: { status: 400, hint: 'Choose another one.' },
  email_taken: { status: 400, hint: 'Sign in instead, or use another address.' },
  username_taken: { status: 400, hint: 'Choose another username.' },
  link_not_valid: { status: 400, hint: 'Ask for a new link.' },
  identity_taken: { status: 400, hint: 'Sign in with it, and disconnect it there first.' },
  provider_connected: { status: 400, hint: 'Disconnect the other one first.' },
  only_way_in: { status: 400, hint: 'Set a password first: ask for a link by password/reset/.' },
  oauth_state_not_valid: { status: 400, hint: 'Begin the sign-in again, and within ten minutes.' },
  oauth_exchange_failed: { status: 400, hint: 'Begin the sign-in again.' },
  oauth_email_not_verified: {
    status: 400,
    hint: 'Verify your e-mail address at the provider, then try again.',
  },
  oauth_link_refused: {
    status: 400,
    hint: 'Sign in with your password, and connect the provider from there; or verify your address first.',
  },
  in_the_future: { status: 400, hint: 'Ask for an instant that has passed.' },
  not_authenticated: { status: 401, hint: SIGN_IN },
  invalid_credentials: { status: 401, hint: 'Check the name and the password.' },
  token_not_valid: { status: 401, hint: 'Sign in again, or refresh the access token.' },
  session_ended: { status: 401, hint: 'Sign in again.' },
  token_reused: { status: 401, hint: 'Sign in again.' },
  forbidden: { status: 403, hint: 'Ask the owner.' },
  role_required: { status: 403, hint: 'Ask an operator for the role: ./aidesign account grant.' },
  project_limit_exceeded: { status: 403, hint: UPGRADE },
  collaborator_limit_exceeded: { status: 403, hint: UPGRADE },
  not_found: { status: 404, hint: 'Check the address and the id.' },
  before_creation: { status: 404, hint: 'Ask for a later instant: see created_at.' },
  revision_not_found: { status: 404, hint: 'Ask for an earlier revision: see last_revision.' },
  version_not_found: { status: 404, hint: 'List the versions of the project.' },
  method_not_allowed: { status: 405, hint: 'See the Allow header.' },
  conflict: { status: 409, hint: 'Try again.' },
  target_exists: { status: 409, hint: 'Nothing to do.' },
  stale_attempt: { status: 409, hint: 'Nothing to do: another attempt took over.' },
  generation_ended: { status: 409, hint: 'Read the task: it has ended already.' },
  parking_changed: { status: 409, hint: 'Look at what is parked, then decide again.' },
  month_closed: { status: 409, hint: 'Report it to the operators: a clock is wrong.' },
  precondition_failed: { status: 412, hint: 'Read it again, then send the new ETag as If-Match.' },
  request_too_large: { status: 413, hint: 'Send less at once; pictures of a design count too.' },
  unsupported_media_type: { status: 415, hint: 'Send Content-Type: application/json, not compressed.' },
  idempotency_key_reused: { status: 422, hint: 'Use a new Idempotency-Key for a new request.' },
  request_limit_exceeded: { status: 429, hint: 'Wait for the next month, or move to a larger plan.' },
  activity_limit_exceeded: { status: 429, hint: 'Wait for the next day (UTC); see `reset_at`.' },
  internal_error: { status: 500, hint: 'Report the trace_id to the operators.' },
  generation_failed: {
    status: 503,
    hint: 'Try again after the time in Retry-After; this one did not count.',
  },
  oauth_not_configured: {
    status: 503,
    hint: 'Operators: set what `settings` names (docs/oauth.md). Others: sign in another way.',
  },
  oauth_unavailable: {
    status: 503,
    hint: 'Try again after the time in Retry-After, or sign in another way.',
  },
  service_unavailable: { status: 503, hint: 'Try again after the time in Retry-After.' },
};

export interface ApiFailure {
  readonly status: number;
  readonly code: Code;
  readonly message: string;
  readonly problems: readonly FieldProblem[];
  readonly details: Readonly<Record<string, unknown>>;
}

/** What an error means to the client; undefined for one that nobody foresaw (500). */
export const failureOf = (error: unknown): ApiFailure | undefined => {
  if (error instanceof DomainError) {
    const { code, message, details } = error;
    return { status: ERRORS[code].status, code, message, problems: [], details };
  }
  if (error instanceof AppError) {
    const { code, message, problems, details } = error;
    return { status: ERRORS[code].status, code, message, problems, details };
  }
  return undefined;
};

/**
 * One body that every client can read: the front end takes `error` or `detail`, others `errors` (api-contract
 * §2.7).
 */
export const errorBody = (failure: ApiFailure, traceId: string) => {
  const { code, message, problems, details } = failure;
  const errors = problems.length > 0 ? problems : [{ code, detail: message, attr: null }];
  return {
    ...details,
    error: message,
    detail: message,
    code,
    hint: ERRORS[code].hint,
    errors,
    trace_id: traceId,
  };
};
