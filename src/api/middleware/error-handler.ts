import type { Middleware, ParameterizedContext } from 'koa';
import type { Logger } from '#platform/logger.js';
import type { AppState } from '../app-state.js';
import { ERRORS, errorBody, failureOf, type ApiFailure } from '../errors.js';

/** When the failure does not say it itself (`retry_after`, seconds). */
const RETRY_AFTER_SECONDS = 2;

const retryAfter = ({ status, details }: ApiFailure): number | undefined => {
  const said = details['retry_after'];
  if (typeof said === 'number') return said;
  return status === 503 ? RETRY_AFTER_SECONDS : undefined;
};

const unforeseen: ApiFailure = {
  status: ERRORS.internal_error.status,
  code: 'internal_error',
  message: 'Something went wrong on our side.',
  problems: [],
  details: {},
};

/** A failure nobody foresaw, and the request it was of. */
export type OnUnforeseen = (error: unknown, tags: Readonly<Record<string, string | undefined>>) => void;

const placeOf = ({ method, state }: ParameterizedContext<AppState>) => ({
  ...{ method, request_id: state.requestId, route: state.routePattern },
  trace_id: state.traceId ?? undefined,
});

/**
 * Turns every failure into the one error body. It sits inside the middleware that sets security headers, so
 * that errors carry them too (Koa's own error answer drops all headers).
 */
export const errorHandler =
  (logger: Logger, onUnforeseen?: OnUnforeseen): Middleware<AppState> =>
  async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const foreseen = failureOf(error);
      const failure = foreseen ?? unforeseen;
      const { requestId } = ctx.state;
      if (!foreseen) onUnforeseen?.(error, placeOf(ctx));
      if (failure.status >= 500)
        logger.error({ err: error, requestId, code: failure.code }, 'request failed');
      ctx.status = failure.status;
      ctx.body = errorBody(failure, requestId);
      if (failure.status === 401) ctx.set('WWW-Authenticate', 'Bearer');
      const seconds = retryAfter(failure);
      if (seconds !== undefined) ctx.set('Retry-After', String(seconds));
    }
  };
