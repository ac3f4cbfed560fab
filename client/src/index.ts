// The client of the API. It promises: one refresh at a time however many calls need it; a write is sent again only under
// the key it was first sent with; reads show at least what this client was told has happened. It does not promise that
// a call ends: give it a signal, or keep the time-out. It fails with ApiError (the server refused), NetworkError (no
// answer came) or the reason of your signal.
import { anonymousCall, signedCall, type Call, type CallDeps } from './call.js';
import type { ApiError } from './errors.js';
import type { Operations } from './generated/operations.js';
import { TABLE } from './generated/table.js';
import type { Answer, Input, Operation } from './operation.js';
import { createPositions } from './positions.js';
import { createRefresher, type Locks } from './refresher.js';
import { RETRY, type RetryPolicy } from './retry.js';
import type { Fetch } from './send.js';
import { memoryTokens, type Tokens, type TokenStore } from './token-store.js';

export type { Answer, ReadOptions, RequestBody, WriteOptions } from './operation.js';
export type * from './generated/types.js';
export type { ErrorCode } from './generated/error-codes.js';
export type { Operations } from './generated/operations.js';
export type { Fetch } from './send.js';
export type { RetryPolicy } from './retry.js';
export { ApiError, isApiError, NetworkError, type AnyErrorCode, type ErrorDetail } from './errors.js';
export {
  memoryTokens,
  storageTokens,
  type KeyValueStorage,
  type Tokens,
  type TokenStore,
} from './token-store.js';

export interface ClientOptions {
  /** Where the API is, such as `http://localhost:8000`; with or without `/api`. Nothing: where the page comes from. */
  readonly baseUrl?: string;
  /** Memory unless given. */
  readonly tokens?: TokenStore;
  /** Called once when the server takes neither token any more, or the session was ended elsewhere. */
  readonly onSignedOut?: (why: ApiError) => void;
  /** Sent with every call, such as `X-API-Key`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds for each attempt; 60,000 unless given, longer than the server waits for the AI; 0: no limit. */
  readonly timeoutMs?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** False: reads show whatever is there, also when this client knows of something newer. */
  readonly positions?: boolean;
  readonly fetch?: Fetch;
  /** A number from 0 to 1, different each time: spreads out those who try again. */
  readonly random?: () => number;
  readonly locks?: Locks;
}

const REFRESH: Operation = {
  names: ['auth', 'refresh'],
  method: 'POST',
  path: '/api/v1/auth/refresh/',
  secured: false,
  positioned: false,
  answers: { 200: 'json' },
};

const rootOf = (baseUrl: string): string => baseUrl.replace(/\/+$/, '').replace(/\/api(?:\/v1)?$/, '');

const callDeps = (options: ClientOptions): CallDeps => ({
  fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
  baseUrl: rootOf(options.baseUrl ?? ''),
  headers: options.headers ?? {},
  timeoutMs: options.timeoutMs ?? 60_000,
  retry: { ...RETRY, ...options.retry },
  random: options.random ?? Math.random,
  positions: options.positions === false ? undefined : createPositions(),
});

const tokensIn = (data: unknown): Tokens | undefined => {
  const { access, refresh } = (data ?? {}) as Partial<Record<keyof Tokens, unknown>>;
  return typeof access === 'string' && typeof refresh === 'string' ? { access, refresh } : undefined;
};

/** Who answers with both tokens has signed somebody in; who ends the session signs out. */
const keepingTokens =
  (call: Call, tokens: TokenStore): Call =>
  async (operation, input) => {
    const answer = await call(operation, input);
    const given = tokensIn(answer.data);
    if (given) await tokens.set(given);
    if (operation.names.join('.') === 'auth.logout') await tokens.clear();
    return answer;
  };

const exchangeBy =
  (call: Call) =>
  async (refresh: string): Promise<Tokens> => {
    const { data } = await call(REFRESH, { body: { refresh } });
    const given = tokensIn(data);
    if (!given) throw new TypeError('The server answered a refresh without tokens.');
    return given;
  };

type Method = (input?: Input) => Promise<Answer<number, unknown>>;
type Group = Record<string, unknown>;

/** Puts every operation of the table where its name says; one that has others below it is a function with members. */
const operationsBy = (call: Call): Operations => {
  const root: Group = {};
  const byDepth = [...TABLE].sort((one, other) => one.names.length - other.names.length);
  for (const operation of byDepth) {
    const method: Method = (input) => call(operation, input);
    const last = operation.names.at(-1) ?? '';
    const group = operation.names.slice(0, -1).reduce((parent, name) => (parent[name] ??= {}) as Group, root);
    // An own property also when functions have one of this name, such as `name`.
    Object.defineProperty(group, last, { value: method, enumerable: true });
  }
  return root as object as Operations;
};

const ownLocks = (): Locks | undefined =>
  (globalThis as { readonly navigator?: { readonly locks?: Locks } }).navigator?.locks;

/** A client of the API at `baseUrl`: `client.projects.create({ body })`. */
export const createClient = (options: ClientOptions = {}): Operations => {
  const deps = callDeps(options);
  const tokens = options.tokens ?? memoryTokens();
  const refresher = createRefresher({
    tokens,
    exchange: exchangeBy(anonymousCall(deps)),
    locks: options.locks ?? ownLocks(),
    signedOut: (why) => options.onSignedOut?.(why),
  });
  return operationsBy(keepingTokens(signedCall(deps, tokens, refresher), tokens));
};
