import type { Middleware } from 'koa';
import { randomId } from '#platform/ids.js';
import { withoutRedaction, type Logger } from '#platform/logger.js';
import type { AppState } from '../app-state.js';

const ACCEPTABLE_ID = /^[\w.:-]{1,128}$/;
const TRACE_PARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Gives each request an id (the client's own, if it is harmless), times it and logs it without anything
 * personal.
 */
export const requestContext = (logger: Logger): Middleware<AppState> => {
  const requests = withoutRedaction(logger);
  return async (ctx, next) => {
    const started = performance.now();
    const wanted = ctx.get('X-Request-ID');
    ctx.state.requestId = ACCEPTABLE_ID.test(wanted) ? wanted : randomId();
    ctx.state.traceId ??= TRACE_PARENT.exec(ctx.get('traceparent'))?.[1] ?? null;
    await next();
    const milliseconds = performance.now() - started;
    ctx.set('X-Request-ID', ctx.state.requestId);
    ctx.set('X-Response-Time', `${milliseconds.toFixed(1)}ms`);
    const { requestId, routeName = 'unknown' } = ctx.state;
    requests.info({
      requestId,
      method: ctx.method,
      route: routeName,
      status: ctx.status,
      ms: Math.round(milliseconds),
    });
  };
};
