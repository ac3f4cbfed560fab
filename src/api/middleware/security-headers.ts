import helmet from 'koa-helmet';
import type { Middleware } from 'koa';

/**
 * Security headers of every answer, errors included. Pages may load their own style sheet and nothing else;
 * JSON is never cached. HSTS only where the server is reached over TLS.
 */
export const securityHeaders = (options: { readonly tls: boolean }): Middleware[] => [
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: options.tls ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
  }),
  async (ctx, next) => {
    ctx.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
    ctx.set('Cache-Control', 'no-store');
    await next();
  },
];
