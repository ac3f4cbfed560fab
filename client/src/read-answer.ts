import { ApiError } from './errors.js';
import type { Answer, AnswerKind, Operation } from './operation.js';

/** An answer as far as it is read while the time of the call runs. */
export interface Received {
  readonly response: Response;
  readonly kind: AnswerKind;
  readonly text: string;
}

const isJson = ({ headers }: Response): boolean => /\bjson\b/.test(headers.get('Content-Type') ?? '');

/** A success the operation does not declare is read by what it says it is. */
const kindOf = (operation: Operation, response: Response): AnswerKind =>
  operation.answers[response.status] ?? (isJson(response) ? 'json' : response.ok ? 'raw' : 'json');

/** Reads what is not left to the caller. */
export const receive =
  (operation: Operation) =>
  async (response: Response): Promise<Received> => {
    const kind = kindOf(operation, response);
    return { response, kind, text: kind === 'raw' ? '' : await response.text() };
  };

const unreadable = Symbol('unreadable');

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return unreadable;
  }
};

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Refusals have a code and a trace, whatever else a status is declared for. */
const isRefusal = (body: unknown): boolean => 'code' in objectOf(body) && 'trace_id' in objectOf(body);

const dataOf = ({ response, kind, text }: Received): unknown => {
  if (kind === 'raw') return response;
  if (kind === 'none') return undefined;
  return isJson(response) || !response.ok ? parsed(text) : text;
};

/** The answer to a call. Throws ApiError when the server refused, or answered what nobody can read. */
export const answerOf = (operation: Operation, received: Received): Answer<number, unknown> => {
  const { status, headers, ok } = received.response;
  const data = dataOf(received);
  const declared = ok || status in operation.answers;
  if (!declared || data === unreadable || (!ok && isRefusal(data))) {
    throw new ApiError({ status, headers, body: objectOf(data) });
  }
  return {
    status,
    data,
    etag: headers.get('ETag'),
    eventPosition: headers.get('X-Event-Position'),
    projectionLag: headers.get('X-Projection-Lag'),
    headers,
  };
};
