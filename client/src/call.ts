import { isApiError } from './errors.js';
import { newIdempotencyKey } from './idempotency-key.js';
import type { Answer, Input, Operation } from './operation.js';
import type { Positions } from './positions.js';
import { answerOf, receive } from './read-answer.js';
import type { Refresher } from './refresher.js';
import { isRead, requestOf, type HttpRequest } from './request.js';
import { waitBefore, type RetryPolicy } from './retry.js';
import { pause, send, type Fetch } from './send.js';
import type { TokenStore } from './token-store.js';

export interface CallDeps {
  readonly fetch: Fetch;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  readonly random: () => number;
  /** undefined: reads show whatever is there. */
  readonly positions: Positions | undefined;
}

export type Call = (operation: Operation, input?: Input) => Promise<Answer<number, unknown>>;

const REFRESHABLE = ['token_not_valid', 'not_authenticated'] as const;
const ENDED = ['session_ended', 'token_reused'] as const;

const isOneOf = (error: unknown, codes: typeof REFRESHABLE | typeof ENDED): boolean =>
  codes.some((code) => isApiError(error, code) && error.status === 401);

/** Adds what is the same for every attempt: the key of a write, the position of a read. */
const completed = (operation: Operation, input: Input, deps: CallDeps): HttpRequest => {
  const request = requestOf(operation, input, deps);
  const { idempotencyKey, minEventPosition } = input;
  if (!isRead(operation) && idempotencyKey !== false)
    request.headers.set('Idempotency-Key', idempotencyKey ?? newIdempotencyKey());
  const position = minEventPosition ?? deps.positions?.newest();
  if (operation.positioned && position !== false && position !== undefined)
    request.headers.set('X-Min-Event-Position', position);
  return request;
};

/** What the server makes of a request, tried again as long as that is safe and of use. Knows nothing of tokens. */
const persistent = async (
  operation: Operation,
  input: Input,
  { request, deps }: { request: HttpRequest; deps: CallDeps },
): Promise<Answer<number, unknown>> => {
  const repeatable = isRead(operation) || request.headers.has('Idempotency-Key');
  const policy = { ...deps.retry, retries: repeatable ? (input.retries ?? deps.retry.retries) : 0 };
  const options = {
    fetch: deps.fetch,
    timeoutMs: input.timeoutMs ?? deps.timeoutMs,
    signal: input.signal,
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return answerOf(operation, await send(request, options, receive(operation)));
    } catch (error) {
      const wait = waitBefore({ policy, attempt, random: deps.random() }, error);
      if (wait === undefined) throw error;
      await pause(wait, input.signal);
    }
  }
};

/** Calls without a token. */
export const anonymousCall =
  (deps: CallDeps): Call =>
  async (operation, input = {}) => {
    const answer = await persistent(operation, input, { request: completed(operation, input, deps), deps });
    deps.positions?.saw(answer.eventPosition);
    return answer;
  };

const withToken = (request: HttpRequest, access: string | undefined): HttpRequest => {
  if (access === undefined) return request;
  const headers = new Headers(request.headers);
  headers.set('Authorization', `Bearer ${access}`);
  return { ...request, headers };
};

/** Calls in the name of whoever is signed in: a token that is not taken any more is renewed once, then it is tried once more. */
export const signedCall =
  (deps: CallDeps, tokens: TokenStore, refresher: Refresher): Call =>
  async (operation, input = {}) => {
    const request = completed(operation, input, deps);
    const used = (await tokens.get())?.access;
    const attempt = async (access: string | undefined): Promise<Answer<number, unknown>> => {
      const answer = await persistent(operation, input, { request: withToken(request, access), deps });
      deps.positions?.saw(answer.eventPosition);
      return answer;
    };
    try {
      return await attempt(used);
    } catch (error) {
      if (!operation.secured || used === undefined) throw error;
      if (isApiError(error) && isOneOf(error, ENDED)) await refresher.end(used, error);
      if (!isOneOf(error, REFRESHABLE)) throw error;
      const renewed = await refresher.renew(used);
      if (renewed === undefined) throw error;
      return attempt(renewed);
    }
  };
