import { z } from 'zod';
import { createApp, type AppOptions } from '#api/app.js';
import { createHttpServer, type ReceivingLimits } from '#api/http-server.js';
import { openApiOf } from '#api/openapi.js';
import { routeTable } from '#api/route-table.js';
import { route, type Route } from '#api/route.js';
import { NO_RATE_LIMITS } from '#api/rates/rate-limits.js';
import { createPlaces } from '#api/waiting/places.js';
import { idParams } from '#api/schemas/common.js';
import { createTokenKeys, firstKey } from '#commands/sessions/token-keys.js';
import { issueTokens, type TokenPair } from '#commands/sessions/tokens.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { EventLog } from '#eventlog/event-log.js';
import { answerChecker, type OpenApiDocument } from '#test/support/answer-checker.js';
import { clientAddress } from '#platform/client-address.js';
import { NO_SIGN_IN_THROTTLE } from '#platform/rates/sign-in-throttle.js';
import { createLogger } from '#platform/logger.js';
import type { AddressInfo } from 'node:net';

const unexpected = (): Promise<never> => Promise.reject(new Error('The test did not expect this call.'));

const log: EventLog = {
  execute: unexpected,
  load: unexpected,
  peek: unexpected,
  outcomeOf: unexpected,
  read: async function* () {
    yield await unexpected();
  },
};

export const TOKEN_KEY = new Uint8Array(32).fill(7);
const TOKEN_KEYS = createTokenKeys(() => [firstKey(TOKEN_KEY)], 0);
const pepper = new Uint8Array(32).fill(1);
const secrets = {
  namePepper: pepper,
  passwordPepper: pepper,
  requestPepper: pepper,
  blobPepper: pepper,
  tokenKeys: TOKEN_KEYS,
  linkKey: pepper,
  apiKeyPepper: pepper,
};
const lifetimes = { accessSeconds: 3600, refreshSeconds: 7200 };
const clock = { now: () => new Date() };
const db = { query: unexpected };
const blobs = { put: unexpected, get: unexpected };

const news = { listen: unexpected, close: () => Promise.resolve() };
const places = createPlaces(0);

/** Stores that fail when they are touched. */
export const storesOfNothing = () => ({
  log,
  blobs,
  secrets,
  lifetimes,
  db,
  clock,
  checks: {},
  oauth: {
    configured: new Map(),
    missing: new Map([['google', ['GOOGLE_OAUTH_CLIENT_ID']]]),
    states: { keep: unexpected, take: unexpected },
    logger: { warn: () => undefined },
  },
  health: {
    probes: { event_log: undefined, database: undefined, redis: undefined, storage: undefined },
    followers: unexpected,
    rolesOf: unexpected,
    token: 'a-token-for-metrics',
    environment: 'test',
    hasModel: false,
    deafSince: () => null,
  },
  metrics: { token: 'a-token-for-metrics', type: 'text/plain', text: unexpected },
  history: { page: unexpected },
  news,
  places,
  signIns: NO_SIGN_IN_THROTTLE,
  keyCalls: { free: 30, pro: 100, enterprise: 500 },
  aiWaitMs: 0,
});

/** The routes of the product over stores that fail when they are touched. */
export const productRoutes = (): readonly Route[] => routeTable(storesOfNothing());

const probe = { tag: 'Probe', summary: 'Only here to be tested', responses: { 200: z.unknown() } } as const;

const probeBody = z.object({
  name: z.string().min(2),
  size: z.int().optional(),
  tree: z.unknown().optional(),
});

/** Routes that show what the frame around handlers lets through. */
const probes: readonly Route[] = [
  route({
    ...probe,
    method: 'POST',
    paths: ['/probe'],
    name: 'probe.body',
    policy: 'public',
    body: probeBody,
    handle: ({ body, ifRevision }) => Promise.resolve({ status: 200, body: { body, ifRevision } }),
  }),
  route({
    ...probe,
    method: 'POST',
    paths: ['/probe/empty'],
    name: 'probe.empty',
    policy: 'account',
    body: z.object({}),
    handle: ({ caller }) => Promise.resolve({ status: 200, body: { id: caller.context.commandId } }),
  }),
  route({
    ...probe,
    method: 'GET',
    paths: ['/probe/things/:id'],
    name: 'probe.thing',
    policy: 'public',
    params: idParams,
    handle: ({ params }) => Promise.resolve({ status: 200, body: params, revision: 3 }),
  }),
  route({
    ...probe,
    method: 'POST',
    paths: ['/probe/broken'],
    name: 'probe.broken',
    policy: 'public',
    handle: () => Promise.reject(Object.assign(new Error('secret of the machine'), { detail: 'row of Ada' })),
  }),
  route({
    ...probe,
    method: 'POST',
    paths: ['/probe/refused'],
    name: 'probe.refused',
    policy: 'public',
    handle: () => Promise.reject(new DomainError('project_limit_exceeded', 'Full.', { limit: 3, code: 'x' })),
  }),
];

export interface Api {
  readonly origin: string;
  /** Lines logged so far. */
  readonly logged: readonly string[];
  call(path: string, init?: RequestInit): Promise<Response>;
  /** Sends a JSON text; other headers as given. */
  send(path: string, text: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  stop(): Promise<void>;
}

/** The product's HTTP application with the probes, on a free port. */
export const startApi = async (
  options: Partial<AppOptions> = {},
  receiving?: ReceivingLimits,
): Promise<Api> => {
  const logged: string[] = [];
  const destination = { write: (line: string) => void logged.push(line) };
  const routes = options.routes ?? [...productRoutes(), ...probes];
  const app = createApp({
    clock,
    requestPepper: pepper,
    progress: { waitFor: () => Promise.resolve({ settled: true }) },
    rolesOf: () => Promise.resolve([]),
    settleTimeoutMs: 10,
    handlingMs: 30_000,
    publicOrigin: undefined,
    logger: createLogger({ level: 'info', role: 'api', destination }),
    routes,
    tokenKeys: TOKEN_KEYS,
    apiKeys: { find: unexpected, uses: { note: () => undefined } },
    isOver: () => false,
    bodyLimitBytes: 1024 * 1024,
    corsOrigins: ['https://editor.example'],
    production: true,
    clientAddress: clientAddress([]),
    rates: NO_RATE_LIMITS,
    ...options,
  });
  const handle = app.callback();
  const server = createHttpServer((request, response) => void handle(request, response), receiving);
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const check = answerChecker(openApiOf(routes) as unknown as OpenApiDocument);
  const call: Api['call'] = async (path, init) => {
    const response = await fetch(`${origin}${path}`, { redirect: 'manual', ...init });
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const { pathname } = new URL(path, origin);
    if (isJson && init?.method !== 'HEAD') {
      const body: unknown = await response.clone().json();
      check(init?.method ?? 'GET', pathname, { status: response.status, body });
    }
    return response;
  };
  return {
    origin,
    logged,
    call,
    send: (path, body, headers = {}) =>
      call(path, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Tokens of a person who signed in just now. */
export const tokensOf = (accountId = 2 ** 40 + 5): Promise<TokenPair> => {
  const grant = { accountId, sessionId: '6a3b1c1e-0000-5000-8000-000000000001', generation: 0 };
  const issuedAt = clock.now().toISOString();
  return issueTokens(TOKEN_KEYS, { ...grant, issuedAt, startedAt: issuedAt }, lifetimes);
};

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

export interface ErrorBody {
  readonly error: string;
  readonly detail: string;
  readonly code: string;
  readonly hint: string;
  readonly errors: readonly {
    readonly code: string;
    readonly detail: string;
    readonly attr: string | null;
  }[];
  readonly trace_id: string;
  readonly [more: string]: unknown;
}

export const errorIn = async (answer: Response): Promise<ErrorBody> => (await answer.json()) as ErrorBody;
