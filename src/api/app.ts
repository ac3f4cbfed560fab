import Router from '@koa/router';
import Koa from 'koa';
import { AppError } from '#platform/app-error.js';
import type { TokenKeys } from '#commands/sessions/token-keys.js';
import type { Logger } from '#platform/logger.js';
import type { Tracing } from '#platform/tracing/tracing.js';
import type { ClientAddress, Connected } from '#platform/client-address.js';
import type { Credential } from './access/access.js';
import type { AppState } from './app-state.js';
import { apiKeyCredential, type ApiKeys } from './access/api-key.js';
import { bearerToken, type BearerOptions, type IsOver } from './access/bearer-token.js';
import { authenticate, recognise } from './middleware/authenticate.js';
import { corsHeaders } from './middleware/cors.js';
import { errorHandler, type OnUnforeseen } from './middleware/error-handler.js';
import { observe, type OnAnswered } from './middleware/observe.js';
import { redirectToTls } from './middleware/redirect-to-tls.js';
import { readBody } from './middleware/read-body.js';
import { requestContext } from './middleware/request-context.js';
import { securityHeaders } from './middleware/security-headers.js';
import { traceRequests } from './middleware/trace.js';
import { mountRoute, type MountDeps } from './mount-route.js';
import type { RateLimits } from './rates/rate-limits.js';
import type { Route } from './route.js';
import { documentedPath, inFirstSpelling, respelled } from './spellings.js';

export interface AppOptions extends MountDeps {
  readonly logger: Logger;
  readonly routes: readonly Route[];
  readonly tokenKeys: TokenKeys;
  /** Told why a token was refused. */
  readonly onRefused?: BearerOptions['onRefused'];
  readonly apiKeys: ApiKeys;
  /** Whether the session of a token was ended since the token was issued. */
  readonly isOver: IsOver;
  readonly bodyLimitBytes: number;
  readonly corsOrigins: readonly string[];
  readonly production: boolean;
  readonly clientAddress: ClientAddress;
  readonly rates: RateLimits;
  /** Says of a request whether it came over TLS; those that did not are led to the public address. */
  readonly reachedByTls?: ((request: Connected) => boolean) | undefined;
  /** Answers pages of its own and hands on the rest. Other origins may read none of them. */
  readonly pages?: Koa.Middleware<AppState> | undefined;
  /** Told of every answer. */
  readonly onAnswered?: OnAnswered | undefined;
  readonly tracing?: Tracing | undefined;
  readonly onUnforeseen?: OnUnforeseen | undefined;
}

/** Tells the log which route it is, before anything can refuse the request. */
const named = (route: Route): Koa.Middleware<AppState> => {
  const pattern = documentedPath(route);
  return (ctx, next) => {
    ctx.state.routeName = route.name;
    ctx.state.routePattern = pattern;
    return next();
  };
};

/** A router tries one path after another: it is given one spelling of each. */
const inOneSpelling: Koa.Middleware<AppState> = (ctx, next) => {
  (ctx as { newRouterPath?: string }).newRouterPath = respelled(ctx.path);
  return next();
};

/** Who must be known, or may be, before a route is reached. */
const guardsOf = (credentials: readonly Credential[], { countRefused }: RateLimits) => {
  const known = [countRefused, authenticate(credentials)];
  const perhapsKnown = [recognise(credentials)];
  return ({ policy, recognises }: Route): readonly Koa.Middleware<AppState>[] => {
    if (policy !== 'public') return known;
    return recognises === true ? perhapsKnown : [];
  };
};

/** First the routes served as written, then those of which there are several spellings. */
const useRoutes = (app: Koa<AppState>, options: AppOptions): void => {
  const asWritten = new Router<AppState>();
  const spelled = new Router<AppState>();
  const { rates } = options;
  const credentials = [apiKeyCredential(options.apiKeys), bearerToken(options)];
  const guards = guardsOf(credentials, rates);
  const body = readBody({ limitBytes: options.bodyLimitBytes });
  for (const route of options.routes) {
    const chain = [named(route), ...guards(route), rates.count(route), body, mountRoute(route, options)];
    if (route.absolute === true) asWritten.register([...route.paths], [route.method], chain);
    else spelled.register(inFirstSpelling(route), [route.method], chain);
  }
  app.use(asWritten.routes());
  app.use(inOneSpelling);
  app.use(spelled.routes());
  // What is not there is counted as well, or looking for it would be free.
  app.use(recognise(credentials));
  app.use(rates.count({}));
};

/** What no route answered: another method of a known path, or nothing at all. */
const unmatched: Koa.Middleware<AppState> = (ctx) => {
  const matched = (ctx as { matched?: readonly { methods: readonly string[] }[] }).matched ?? [];
  const methods = new Set(matched.flatMap((layer) => layer.methods));
  if (methods.size === 0) throw new AppError('not_found', 'There is nothing at this address.');
  ctx.set('Allow', [...methods].join(', '));
  throw new AppError('method_not_allowed', `${ctx.method} is not possible here.`);
};

const GONE = /^(ECONNRESET|ECONNABORTED|EPIPE|HPE_\w+|ERR_STREAM_\w+)$/;

/**
 * Errors outside the routes: mostly clients that went away, which is worth a line only to those who look for
 * it.
 */
const logFailure = (logger: Logger, error: unknown): void => {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && GONE.test(code)) logger.debug({ code }, 'connection lost');
  else logger.error({ err: error }, 'answer failed');
};

/** The HTTP application. It opens nothing and closes nothing: everything it needs is handed in. */
export const createApp = (options: AppOptions): Koa<AppState> => {
  const app = new Koa<AppState>();
  app.on('error', (error: unknown) => logFailure(options.logger, error));
  app.use((ctx, next) => {
    ctx.state.clientAddress = options.clientAddress(ctx.req);
    return next();
  });
  if (options.onAnswered) app.use(observe(options.onAnswered));
  if (options.tracing) app.use(traceRequests(options.tracing));
  app.use(requestContext(options.logger));
  app.use(securityHeaders({ tls: options.publicOrigin?.startsWith('https:') ?? false }));
  const { publicOrigin, reachedByTls } = options;
  if (publicOrigin !== undefined && reachedByTls) app.use(redirectToTls({ publicOrigin, reachedByTls }));
  if (options.pages) app.use(options.pages);
  app.use(corsHeaders({ origins: options.corsOrigins, production: options.production }));
  app.use(errorHandler(options.logger, options.onUnforeseen));
  useRoutes(app, options);
  app.use(unmatched);
  return app;
};
