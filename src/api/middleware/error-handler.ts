import type { Middleware } from 'koa';
import type { Logger } from '#platform/logger.js';
import type { AppState } from '../app-state.js';
import { ERRORS, errorBody, failureOf, type ApiFailure } from '../errors.js';

const RETRY_AFTER_SECONDS = '2';

const unforeseen: ApiFailure = {
  status: ERRORS.internal_error.status,
  code: 'internal_error',
  message: 'Something went wrong on our side.',
  problems: [],
  details: {},
};

/**
 * Turns every failure into the one error body. It sits inside the middleware that sets security headers, so
 * that errors carry them too (Koa's own error answer drops all headers).
 */
export const errorHandler =
  (logger: Logger): Middleware<AppState> =>
  async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const failure = failureOf(error) ?? unforeseen;
      const { requestId } = ctx.state;
      if (failure.status >= 500)
        logger.error({ err: error, requestId, code: failure.code }, 'request failed');
      ctx.status = failure.status;
      ctx.body = errorBody(failure, requestId);
      if (failure.status === 401) ctx.set('WWW-Authenticate', 'Bearer');
      if (failure.status === 503) ctx.set('Retry-After', RETRY_AFTER_SECONDS);
    }
  };
