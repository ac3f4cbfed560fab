import type { ParameterizedContext } from 'koa';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Clock } from '#platform/clock.js';
import { AppError } from '#platform/app-error.js';
import type { Logger } from '#platform/logger.js';
import type { SignInThrottle } from '#platform/rates/sign-in-throttle.js';
import { callerOf } from './caller.js';
import type { ConsoleState } from './console-state.js';
import { formTokenField, isOwnForm, readForm } from './form.js';
import { isFromHere, isTls } from './origin.js';
import type { ConsoleRequest, Room } from './room.js';
import { personOf, type Browser } from './session.js';

export interface ConsoleOptions {
  readonly commands: CommandDeps;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly rooms: readonly Room[];
  /** How people reach the server, when that is configured. */
  readonly publicOrigin: string | undefined;
  /** Told of failures nobody foresaw. */
  readonly onUnforeseen?:
    ((error: unknown, tags: Readonly<Record<string, string | undefined>>) => void) | undefined;
  readonly signIns: SignInThrottle;
  /** Throws `rate_limited` for one page too many. */
  readonly countPage: (who: { readonly accountId: number | null; readonly address: string }) => Promise<void>;
}

export type Context = ParameterizedContext<ConsoleState> & { params?: Readonly<Record<string, string>> };

export const browserOf = (ctx: Context, { publicOrigin }: ConsoleOptions): Browser => ({
  cookies: ctx.cookies,
  tls: isTls(ctx, publicOrigin),
});

const NO_FORM = new URLSearchParams();

/** The form of a request, when a page of ours sent it. Throws AppError otherwise. */
export const formOf = async (ctx: Context, { publicOrigin }: ConsoleOptions): Promise<URLSearchParams> => {
  if (ctx.method !== 'POST') return NO_FORM;
  if (!isFromHere(ctx, publicOrigin)) {
    ctx.req.resume();
    throw new AppError('role_required', 'This form was not sent from a page of the console.');
  }
  return readForm(ctx.req, ctx.is('urlencoded') === 'urlencoded');
};

/** Who looks, and what they sent; undefined: nobody is signed in. Throws AppError for a forged form. */
export const visitOf = async (ctx: Context, options: ConsoleOptions): Promise<ConsoleRequest | undefined> => {
  const { commands, clock } = options;
  const { requestPepper } = commands.secrets;
  const form = await formOf(ctx, options);
  const person = await personOf(commands, browserOf(ctx, options), callerOf(ctx, clock, null));
  await options.countPage({ accountId: person?.accountId ?? null, address: ctx.state.clientAddress });
  if (!person) return undefined;
  if (ctx.method === 'POST' && !isOwnForm(form, requestPepper, person.sessionId))
    throw new AppError(
      'role_required',
      'This form belongs to another session. Go back, reload and try again.',
    );
  return {
    person,
    params: ctx.params ?? {},
    query: new URLSearchParams(ctx.querystring),
    form,
    caller: callerOf(ctx, clock, person.accountId),
    formToken: formTokenField(requestPepper, person.sessionId),
  };
};

/** Where to go after signing in: a page of the console, or its beginning. */
export const wayBack = (to: string | null): string => {
  const base = 'http://console';
  if (to === null || !URL.canParse(to, base)) return '/console/';
  const { origin, pathname, search } = new URL(to, base);
  return origin === base && pathname.startsWith('/console/') ? `${pathname}${search}` : '/console/';
};
