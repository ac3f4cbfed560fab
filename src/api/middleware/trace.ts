import type { Middleware } from 'koa';
import { placeIn, traceparentOf, type Tracing } from '#platform/tracing/tracing.js';
import type { AppState } from '../app-state.js';

/**
 * A span for each request, in the trace the client named; what is done for it is done in it. Named by the pattern
 * of the route: the path and the query stay out. The answer names it in `traceresponse`.
 */
export const traceRequests =
  (tracing: Tracing): Middleware<AppState> =>
  (ctx, next) => {
    const parent = placeIn(ctx.get('traceparent')) ?? null;
    const attributes = { 'http.request.method': ctx.method };
    return tracing.span({ name: ctx.method, kind: 'server', parent, attributes }, async (span) => {
      ctx.state.traceId = span.traceId;
      await next();
      const route = ctx.state.routePattern ?? 'none';
      ctx.set('traceresponse', traceparentOf(span));
      span.rename(`${ctx.method} ${route}`);
      span.note({ 'http.route': route, 'http.response.status_code': ctx.status });
      if (ctx.status >= 500) span.fail(String(ctx.status));
    });
  };
