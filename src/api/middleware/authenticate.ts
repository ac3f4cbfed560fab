import type { Middleware, ParameterizedContext } from 'koa';
import { AppError } from '#platform/app-error.js';
import type { Access, Credential } from '../access/access.js';
import type { AppState } from '../app-state.js';

type Context = ParameterizedContext<AppState>;

const accessOf = async (ctx: Context, credentials: readonly Credential[]): Promise<Access | undefined> => {
  for (const credential of credentials) {
    const access = await credential(ctx);
    if (access) return access;
  }
  if (ctx.get('Authorization') === '') return undefined;
  throw new AppError('token_not_valid', 'Token is invalid or expired.');
};

/** Lets through requests with a good credential; who it is stands in `ctx.state.access`. */
export const authenticate =
  (credentials: readonly Credential[]): Middleware<AppState> =>
  async (ctx, next) => {
    const access = await accessOf(ctx, credentials);
    if (!access) throw new AppError('not_authenticated', 'Authentication is needed.');
    ctx.state.access = access;
    await next();
  };

/** Lets everybody through; who holds a good credential is known afterwards. */
export const recognise =
  (credentials: readonly Credential[]): Middleware<AppState> =>
  async (ctx, next) => {
    const access = await accessOf(ctx, credentials).catch((error: unknown) => {
      if (error instanceof AppError) return undefined;
      throw error;
    });
    if (access) ctx.state.access = access;
    await next();
  };
