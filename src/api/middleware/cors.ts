import cors from '@koa/cors';
import type { Middleware } from 'koa';

const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/;

/**
 * Cross-origin rules: the configured origins, and any local port outside production. The exact origin is
 * answered, never `*`, because the editor sends credentials. Lists of headers: api-contract §2.5 and
 * decisions.md §5.
 */
export const corsHeaders = (options: {
  readonly origins: readonly string[];
  readonly production: boolean;
}): Middleware =>
  cors({
    origin: (ctx) => {
      const origin = ctx.get('Origin');
      const allowed = options.origins.includes(origin) || (!options.production && LOCAL.test(origin));
      return allowed ? origin : '';
    },
    credentials: true,
    maxAge: 86_400,
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    allowHeaders: [
      'Accept',
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'Last-Event-ID',
      'Prefer',
      'X-API-Key',
      'X-CSRFToken',
      'X-Min-Event-Position',
      'X-Requested-With',
    ],
    exposeHeaders: [
      'ETag',
      'Location',
      'Retry-After',
      'X-Event-Position',
      'X-Projection-Lag',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
      'X-Request-ID',
      'X-Response-Time',
    ],
  });
