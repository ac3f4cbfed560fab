// The limits before every route. Promises: a request counts once, before its body is read; who is refused is
// told how long to wait; a credential that is not good counts for the address it came from. Which counter it
// is depends on who was let in, never on headers or the spelling of the path. Throws `rate_limited` (429).
import type { Middleware, ParameterizedContext } from 'koa';
import type { Subjects } from '#platform/rates/subject.js';
import { rateLimited } from '#platform/rates/refusal.js';
import type { Taken, Windows } from '#platform/rates/windows.js';
import type { Access } from '../access/access.js';
import type { AppState } from '../app-state.js';
import type { Route } from '../route.js';
import { askedBy, limitsOf, type Counter, type Rates, type Sender } from './which-limit.js';

export interface RateLimits {
  /** After the credentials were looked at. */
  readonly count: (route: Pick<Route, 'rate'>) => Middleware<AppState>;
  /** Before them: counts requests they refuse. */
  readonly countRefused: Middleware<AppState>;
  /** Counts a page that somebody looks at, or nobody known. */
  readonly countPage: (who: { readonly accountId: number | null; readonly address: string }) => Promise<void>;
}

const MESSAGE = 'Too many requests. Wait a moment, then go on more slowly.';

/** Headers of api-contract §2.10; the reset is in seconds since 1970. */
const tell = (ctx: ParameterizedContext<AppState>, { limit, remaining, resetMs }: Taken): void => {
  ctx.set({
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(Math.ceil((Date.now() + resetMs) / 1000)),
  });
};

/** Who it counts for: one case for each way in. */
const senderOf = (access: Access | undefined, address: string): Sender => {
  switch (access?.kind) {
    case undefined:
      return { kind: 'anonymous', address };
    case 'session':
      return { kind: 'session', accountId: access.accountId };
    case 'apiKey':
      return { kind: 'apiKey', accountId: access.accountId, plan: access.plan };
  }
};

export const createRateLimits = (deps: {
  readonly windows: Windows;
  readonly subjects: Subjects;
  readonly rates: Rates;
}): RateLimits => {
  const counterOf = limitsOf(deps.rates, deps.subjects);
  const take = async ({ limit, subject }: Counter, hear: (taken: Taken) => void): Promise<void> => {
    const taken = await deps.windows.take(limit, subject);
    hear(taken);
    if (!taken.allowed) throw rateLimited(MESSAGE, taken);
  };
  const takeFor = (ctx: ParameterizedContext<AppState>, counter: Counter): Promise<void> => {
    ctx.state.isCounted = true;
    return take(counter, (taken) => tell(ctx, taken));
  };
  return {
    count: ({ rate }) => {
      if (rate === 'none') return (_ctx, next) => next();
      return async (ctx, next) => {
        const sender = senderOf(ctx.state.access, ctx.state.clientAddress);
        await takeFor(ctx, counterOf(sender, askedBy(ctx.method, rate)));
        await next();
      };
    },
    countRefused: async (ctx, next) => {
      try {
        await next();
      } catch (error) {
        const sender: Sender = { kind: 'anonymous', address: ctx.state.clientAddress };
        if (ctx.state.isCounted !== true) await takeFor(ctx, counterOf(sender, 'read'));
        throw error;
      }
    },
    countPage: ({ accountId, address }) => {
      const sender: Sender =
        accountId === null ? { kind: 'anonymous', address } : { kind: 'session', accountId };
      return take(counterOf(sender, 'read'), () => undefined);
    },
  };
};

const pass: Middleware<AppState> = (_ctx, next) => next();

/** Where nothing is counted: `RATE_LIMITS=off`. */
export const NO_RATE_LIMITS: RateLimits = {
  count: () => pass,
  countRefused: pass,
  countPage: () => Promise.resolve(),
};
