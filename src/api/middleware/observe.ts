import type { Middleware } from 'koa';
import type { AppState } from '../app-state.js';

/** One answer; `route` is the pattern of its route, `none` where there is none. */
export type OnAnswered = (answered: {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}) => void;

/** Tells of every answer when it begins, of failures as well. */
export const observe =
  (onAnswered: OnAnswered): Middleware<AppState> =>
  async (ctx, next) => {
    const started = performance.now();
    let status = 500;
    try {
      await next();
      ({ status } = ctx);
    } finally {
      const seconds = (performance.now() - started) / 1_000;
      onAnswered({ method: ctx.method, route: ctx.state.routePattern ?? 'none', status, seconds });
    }
  };
