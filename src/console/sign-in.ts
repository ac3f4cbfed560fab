import { endSession } from '#commands/sessions/end-session.js';
import { signIn } from '#commands/sessions/sign-in.js';
import { AppError } from '#platform/app-error.js';
import { markupOf } from '#platform/html.js';
import { callerOf } from './caller.js';
import { forgetToken, keepToken } from './session.js';
import { signInPage, type SignInForm } from './sign-in-page.js';
import { browserOf, formOf, visitOf, wayBack, type ConsoleOptions, type Context } from './visit.js';

const show = (ctx: Context, form: SignInForm, status = 200): void => {
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = markupOf(signInPage(form));
};

export const sendTo = (ctx: Context, address: string): void => {
  ctx.redirect(address);
  ctx.status = 303;
};

/** The form, or onwards when somebody is signed in. */
export const showSignIn = async (ctx: Context, options: ConsoleOptions): Promise<void> => {
  const to = wayBack(new URLSearchParams(ctx.querystring).get('to'));
  if (await visitOf(ctx, options)) sendTo(ctx, to);
  else show(ctx, { to, name: '', problem: '' });
};

const LONGEST = 1024;

const problemOf = (name: string, password: string): string => {
  if (name === '' || password === '') return 'Both are needed.';
  return name.length > LONGEST || password.length > LONGEST ? 'That is too long.' : '';
};

/** The refresh token of a new session, or why there is none. */
const tryToSignIn = async (ctx: Context, options: ConsoleOptions, form: URLSearchParams) => {
  const { commands, clock, signIns } = options;
  const input = { name: (form.get('name') ?? '').trim(), password: form.get('password') ?? '' };
  const problem = problemOf(input.name, input.password);
  if (problem !== '') return { problem };
  try {
    const caller = callerOf(ctx, clock, null);
    const who = { address: caller.ip, name: input.name };
    const { tokens } = await signIns.attempt(who, () => signIn(commands, caller, input));
    return { token: tokens.refresh };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_credentials') throw error;
    return { problem: error.message };
  }
};

/** Starts a session like any other sign-in. A wrong password and an unknown name look the same. */
export const takeSignIn = async (ctx: Context, options: ConsoleOptions): Promise<void> => {
  const form = await formOf(ctx, options);
  const to = wayBack(form.get('to'));
  const { token, problem = '' } = await tryToSignIn(ctx, options, form);
  if (token === undefined) {
    show(ctx, { to, name: form.get('name') ?? '', problem }, 401);
    return;
  }
  keepToken(browserOf(ctx, options), token, options.commands.lifetimes.refreshSeconds);
  sendTo(ctx, to);
};

/** Ends the session: its tokens are refused from now on. */
export const signOut = async (ctx: Context, options: ConsoleOptions): Promise<void> => {
  const visit = await visitOf(ctx, options);
  if (visit) {
    const { sessionId } = visit.person;
    await endSession(options.commands, visit.caller, { sessionId, reason: 'logout' });
  }
  forgetToken(browserOf(ctx, options));
  sendTo(ctx, '/console/sign-in');
};
