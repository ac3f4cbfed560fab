// Refusals in the words of the OpenAI protocol.

export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;
  readonly param: string | null;
  readonly code: string | null;

  constructor(message: string, details: Readonly<{ status?: number; param?: string; code?: string }> = {}) {
    super(message);
    this.status = details.status ?? 400;
    this.param = details.param ?? null;
    this.code = details.code ?? null;
  }
}

/** The body of an error answer. */
export const errorBody = (error: RequestError): Readonly<Record<string, unknown>> => ({
  error: {
    message: error.message,
    type: error.status >= 500 ? 'server_error' : 'invalid_request_error',
    param: error.param,
    code: error.code,
  },
});
