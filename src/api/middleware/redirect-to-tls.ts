import type { Middleware } from 'koa';
import type { Connected } from '#platform/client-address.js';

/** Asked from inside, without a proxy between. */
const PROBE = /^\/((api\/)?(v1\/)?health(\/[a-z]*)?|metrics)\/?$/i;

/** A request may name an address of its own instead of a path; it is never led there. */
const pathIn = (url: string): string => (url.startsWith('/') ? url : '/');

/**
 * Leads whoever came in the clear to the public address (308: the method stays). The Host header has no say in
 * where that is. Probes of the machine are answered as they come.
 */
export const redirectToTls =
  (options: {
    readonly publicOrigin: string;
    readonly reachedByTls: (request: Connected) => boolean;
  }): Middleware =>
  (ctx, next) => {
    if (options.reachedByTls(ctx.req) || PROBE.test(ctx.path)) return next();
    ctx.status = 308;
    ctx.set('Location', `${options.publicOrigin}${pathIn(ctx.originalUrl)}`);
    return Promise.resolve();
  };
