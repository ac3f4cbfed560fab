// Talks to the API like a careful client. Promises: a call is repeated with the same Idempotency-Key while
// the server is away (broken connections, 502, 503, 504) and a read while the server says that it is behind
// what we know, until patience ends. Every other answer, good or bad, is handed out as it is.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { NotRunningError } from '../framework/errors.js';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`. */
  readonly path: string;
  readonly token?: string | undefined;
  readonly apiKey?: string;
  readonly body?: unknown;
  readonly ifMatch?: string | undefined;
  /** Idempotency-Key; a new one for every call that changes something when absent. */
  readonly key?: string;
}

export interface Answer {
  readonly status: number;
  /** Parsed JSON; undefined when there was no body. */
  readonly body: unknown;
  readonly etag: string | null;
  /** Position of the last event of the command; null when the answer has none. */
  readonly position: string | null;
  readonly sentBytes: number;
}

export interface ApiClient {
  call(call: Call): Promise<Answer>;
}

export interface ApiClientOptions {
  /** Origin, such as `http://localhost:8000`. */
  readonly url: string;
  /** Milliseconds for which a call is repeated. */
  readonly patienceMs: number;
  readonly onAnswer: (answer: Answer) => void;
  readonly onRetry: () => void;
}

const ATTEMPT_MS = 10_000;
const AWAY = new Set([502, 503, 504]);

const PAUSE_MS = { first: 50, most: 1_000 };

const headersOf = ({ token, apiKey, ifMatch, method }: Call, key: string, newest: bigint) => ({
  'Content-Type': 'application/json',
  Accept: 'application/json',
  ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  ...(apiKey === undefined ? {} : { 'X-API-Key': apiKey }),
  ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
  ...(method === 'GET' ? { 'X-Min-Event-Position': String(newest) } : { 'Idempotency-Key': key }),
});

const bodyOf = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** The call's answer, or why there is none that counts. */
const attempt = async (
  url: string,
  { call, key, newest }: { call: Call; key: string; newest: bigint },
): Promise<Answer | string> => {
  const body = call.body === undefined ? '' : JSON.stringify(call.body);
  try {
    const response = await fetch(`${url}/api/v1${call.path}`, {
      method: call.method,
      headers: headersOf(call, key, newest),
      ...(body === '' ? {} : { body }),
      signal: AbortSignal.timeout(ATTEMPT_MS),
    });
    const text = await response.text();
    if (AWAY.has(response.status)) return `it answered ${response.status}`;
    const behind = response.headers.get('X-Projection-Lag');
    if (call.method === 'GET' && behind !== null) return 'its read models are behind';
    const { status, headers } = response;
    const answer = { etag: headers.get('ETag'), position: headers.get('X-Event-Position') };
    return { status, body: bodyOf(text), ...answer, sentBytes: Buffer.byteLength(body) };
  } catch (error) {
    const { cause, message } = error as Error;
    return cause instanceof Error ? cause.message || cause.name : message;
  }
};

export const createApiClient = ({ url, patienceMs, onAnswer, onRetry }: ApiClientOptions): ApiClient => {
  let newest = 0n;
  const take = (answer: Answer): Answer => {
    const position = BigInt(answer.position ?? 0);
    if (position > newest) newest = position;
    onAnswer(answer);
    return answer;
  };
  const call = async (wanted: Call): Promise<Answer> => {
    const key = wanted.key ?? randomUUID();
    const end = performance.now() + patienceMs;
    for (let pause = PAUSE_MS.first; ; pause = Math.min(pause * 2, PAUSE_MS.most)) {
      const outcome = await attempt(url, { call: wanted, key, newest });
      if (typeof outcome !== 'string') return take(outcome);
      if (performance.now() + pause > end) {
        throw new NotRunningError(`${wanted.method} ${wanted.path} has no answer from ${url}: ${outcome}.`);
      }
      onRetry();
      await delay(pause);
    }
  };
  return { call };
};
