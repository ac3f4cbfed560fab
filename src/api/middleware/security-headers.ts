import helmet from 'koa-helmet';
import type { Middleware } from 'koa';

const OWN = {
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cache-Control': 'no-store',
};

const policy = (tls: boolean): Middleware =>
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
    hsts: tls ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
  });

/**
 * Security headers of every answer, errors included. Pages may load their own style sheet and nothing else;
 * JSON is never cached. HSTS only where the server is reached over TLS. They are the same for every answer, so
 * they are worked out for the first one and repeated.
 */
export const securityHeaders = ({ tls }: { readonly tls: boolean }): Middleware => {
  const work = policy(tls);
  let known: Readonly<Record<string, string>> | undefined;
  return async (ctx, next) => {
    if (known) ctx.set(known);
    else {
      await work(ctx, () => Promise.resolve());
      known = { ...(ctx.response.headers as Record<string, string>), ...OWN };
      ctx.set(OWN);
    }
    await next();
  };
};
