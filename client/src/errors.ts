import type { ErrorCode } from './generated/error-codes.js';

/** A code of the server this client was made for; others may come from a newer one, or from what stands before it. */
export type AnyErrorCode = ErrorCode | (string & {});

export interface ErrorDetail {
  readonly code: string;
  readonly detail: string;
  /** The field it is about. */
  readonly attr: string | null;
}

interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The code of an answer that is not one of the server's: a proxy's page, or half an answer. */
const UNREADABLE = 'unreadable_answer';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Seconds in a Retry-After header, which may also name an instant; null when there is none. */
const retryAfterOf = (headers: Headers): number | null => {
  const value = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value);
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? null : Math.max(0, (instant - Date.now()) / 1000);
};

/** The server answered, but not what was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: AnyErrorCode;
  readonly errors: readonly ErrorDetail[];
  /** What the operators need to find the request in their logs. */
  readonly traceId: string | null;
  /** What can be done about it. */
  readonly hint: string | null;
  /** Seconds. */
  readonly retryAfter: number | null;
  /** The whole body: some codes say more, such as `limit` and `used`. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor({ status, headers, body }: Refusal) {
    super(textOf(body['error']) ?? textOf(body['detail']) ?? `The server answered ${status}.`);
    this.status = status;
    this.code = textOf(body['code']) ?? UNREADABLE;
    this.errors = Array.isArray(body['errors']) ? (body['errors'] as ErrorDetail[]) : [];
    this.traceId = textOf(body['trace_id']) ?? null;
    this.hint = textOf(body['hint']) ?? null;
    this.retryAfter = retryAfterOf(headers);
    this.details = body;
  }
}

/** No answer came: `reason` says whether the time was up or the connection failed. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly reason: 'connection' | 'timeout';

  constructor(reason: 'connection' | 'timeout', cause: unknown) {
    super(reason === 'timeout' ? 'The server did not answer in time.' : 'The server cannot be reached.', {
      cause,
    });
    this.reason = reason;
  }
}

/** Whether it is a refusal of the server, and, when a code is given, that one. */
export const isApiError = <Code extends ErrorCode = ErrorCode>(
  error: unknown,
  code?: Code,
): error is ApiError & { readonly code: Code } =>
  error instanceof ApiError && (code === undefined || error.code === code);
