import { Readable } from 'node:stream';
import type { Middleware, ParameterizedContext } from 'koa';
import type { GrantedRole } from '#domain/account/roles.js';
import { positionText, type Position } from '#platform/position.js';
import { AppError } from '#platform/app-error.js';
import { inTime } from '#platform/in-time.js';
import type { Clock } from '#platform/clock.js';
import type { Access } from './access/access.js';
import { requireScope } from './access/key-needs.js';
import type { AppState } from './app-state.js';
import { callerOf } from './caller-of.js';
import { etagOf, revisionIn } from './etag.js';
import type { ApiRequest, Reply, Route } from './route.js';
import { validated, validatedParams } from './validate.js';

/** Waits until projections have seen a position; see followers/progress. */
export interface Settling {
  waitFor(
    projections: readonly string[],
    position: Position,
    timeoutMs: number,
  ): Promise<{ readonly settled: boolean; readonly lagMs?: number | null }>;
}

export interface MountDeps {
  readonly clock: Clock;
  readonly requestPepper: Uint8Array;
  readonly progress: Settling;
  /** What the account may do now. */
  readonly rolesOf: (accountId: number) => Promise<readonly GrantedRole[]>;
  readonly settleTimeoutMs: number;
  /** How long a request may be handled, unless its route waits on purpose. */
  readonly handlingMs: number;
  readonly publicOrigin: string | undefined;
}

type Context = ParameterizedContext<AppState> & { params?: Readonly<Record<string, string>> };

const MIN_POSITION = /^\d{1,19}$/;

/** The signal of the end of the connection, or of the answer. */
const goneWith = ({ res }: Context): AbortSignal => {
  const gone = new AbortController();
  if (res.destroyed) gone.abort();
  else res.once('close', () => gone.abort());
  return gone.signal;
};

/** Throws unless whoever sends the request may call the route. */
const authorised = async (ctx: Context, route: Route, deps: MountDeps): Promise<Access | undefined> => {
  const { access } = ctx.state;
  const { policy } = route;
  // A key says no more than the routes made for keys: elsewhere its sender is nobody.
  if (policy === 'public') return access?.kind === 'apiKey' ? undefined : access;
  if (!access) throw new AppError('not_authenticated', 'Authentication is needed.');
  requireScope(route, access);
  if (policy === 'account') return access;
  const roles = await deps.rolesOf(access.accountId);
  if (policy.roles.some((role) => roles.includes(role))) return access;
  throw new AppError('role_required', `This needs the role ${policy.roles.join(' or ')}.`);
};

const requestOf = (
  ctx: Context,
  route: Route,
  { access, ...deps }: MountDeps & { readonly access: Access | undefined },
): ApiRequest<never, never, never> => {
  const request = {
    params: validatedParams(route.params, ctx.params ?? {}),
    query: validated(route.query, ctx.query),
    body: validated(route.body, ctx.state.body),
    caller: callerOf(ctx, route, { ...deps, accountId: access?.accountId ?? null }),
    access: access ?? null,
    ifRevision: route.method === 'GET' ? undefined : revisionIn(ctx.get('If-Match')),
    origin: deps.publicOrigin ?? `${ctx.protocol}://${ctx.host}`,
    path: ctx.path,
    header: (name: string) => ctx.get(name),
    gone: () => goneWith(ctx),
  };
  return request as ApiRequest<never, never, never>;
};

const settle = async (
  ctx: Context,
  deps: MountDeps,
  asked: { projections?: readonly string[]; position: Position },
) => {
  if (!asked.projections || asked.projections.length === 0) return;
  const { settled, lagMs } = await deps.progress.waitFor(
    asked.projections,
    asked.position,
    deps.settleTimeoutMs,
  );
  if (!settled)
    ctx.set('X-Projection-Lag', lagMs === null || lagMs === undefined ? 'unknown' : String(lagMs));
};

/** A reader who knows of a position is not shown anything older, if that can be had in time. */
const settleReads = async (ctx: Context, route: Route, deps: MountDeps): Promise<void> => {
  const wanted = ctx.get('X-Min-Event-Position');
  if (!route.reads || wanted === '') return;
  if (!MIN_POSITION.test(wanted)) {
    throw new AppError('validation_error', 'X-Min-Event-Position must be a position an earlier answer gave.');
  }
  const position = { commit: BigInt(wanted), prepare: BigInt(wanted) };
  await settle(ctx, deps, { projections: route.reads, position });
};

/** The status comes last: Koa sets one of its own with a body. */
const send = (ctx: Context, { status, body, type, revision, headers }: Reply): void => {
  if (headers) ctx.set(headers);
  if (body === undefined) ctx.body = null;
  else {
    ctx.type = type ?? 'application/json';
    ctx.body = type === undefined ? JSON.stringify(body) : body;
    // Half an answer must not look like a whole one.
    if (body instanceof Readable) body.once('error', () => ctx.res.destroy());
  }
  ctx.status = status;
  if (revision !== undefined) ctx.set('ETag', etagOf(revision));
};

/** Validates, waits for what it reads, carries out, waits for what shows it. */
const replyTo = async (ctx: Context, route: Route, deps: MountDeps): Promise<Reply> => {
  const access = await authorised(ctx, route, deps);
  const request = requestOf(ctx, route, { ...deps, access });
  await settleReads(ctx, route, deps);
  const reply = await route.handle(request);
  if (reply.position) {
    ctx.set('X-Event-Position', positionText(reply.position));
    await settle(ctx, deps, { projections: route.settles ?? [], position: reply.position });
  }
  return reply;
};

/** Nobody reads it any more. */
const drop = ({ body }: Reply): void => {
  if (body instanceof Readable) body.destroy();
};

/** The handler of a route as Koa middleware: carries out, in time unless it waits on purpose, and answers. */
export const mountRoute =
  (route: Route, deps: MountDeps): Middleware<AppState> =>
  async (ctx) => {
    const handling = replyTo(ctx, route, deps);
    send(ctx, route.waits === true ? await handling : await inTime(deps.handlingMs, handling, drop));
  };
