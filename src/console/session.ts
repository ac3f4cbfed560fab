// The session of a browser: a family of refresh tokens like any other, its newest token in a cookie that no
// script reads. Promises: what the log says of session and account holds with the next request; a token that
// was replaced ends the family, as anywhere. Throws what the log throws.
import type { ParameterizedContext } from 'koa';
import { account, sessionsNotBefore } from '#domain/account/index.js';
import { reveal } from '#domain/kit/personal.js';
import { session, type Session } from '#domain/session/index.js';
import type { Caller } from '#commands/caller.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { refreshSession } from '#commands/sessions/refresh-session.js';
import { verifyToken } from '#commands/sessions/tokens.js';
import { AppError } from '#platform/app-error.js';
import type { Person } from './room.js';

const COOKIE = 'aidesign_console';

type Cookies = Pick<ParameterizedContext, 'cookies'>;

export interface Browser extends Cookies {
  /** The cookie is sent back over TLS only. */
  readonly tls: boolean;
}

/** Keeps the refresh token in the browser, for as long as it is good. */
export const keepToken = ({ cookies, tls }: Browser, token: string, seconds: number): void => {
  // Behind a proxy the connection to us is not the browser's.
  cookies.secure = tls;
  const maxAge = seconds * 1000;
  cookies.set(COOKIE, token, { path: '/console', httpOnly: true, sameSite: 'strict', secure: tls, maxAge });
};

export const forgetToken = ({ cookies, tls }: Browser): void => {
  cookies.secure = tls;
  cookies.set(COOKIE, null, { path: '/console', httpOnly: true, sameSite: 'strict', secure: tls });
};

const isOver = ({ status, startedAt }: Session, notBefore: string): boolean =>
  status !== 'active' || startedAt < notBefore;

/** Who holds the session now; undefined when it has ended, or the account is none any more. */
export const personIn = async (
  { log }: Pick<CommandDeps, 'log'>,
  sessionId: string,
): Promise<Person | undefined> => {
  const { state: family } = await log.load(session, sessionId);
  if (family.status !== 'active') return undefined;
  const { state } = await log.load(account, family.accountId);
  if (state.status !== 'active' || isOver(family, sessionsNotBefore(state))) return undefined;
  const { id: accountId, roles } = state;
  return { accountId, username: reveal(state.username, ''), roles, sessionId };
};

const refused = (error: unknown): undefined => {
  if (error instanceof AppError && error.code === 'token_not_valid') return undefined;
  throw error;
};

/** Exchanges the token when it is time to. A token that is not the newest is exchanged at once, or refused. */
const rotated = async (deps: CommandDeps, caller: Caller, { token, family, generation }: Held) => {
  const age = Date.parse(caller.at) - Date.parse(family.refreshedAt);
  const isNewest = generation === family.generation;
  if (isNewest && age < deps.lifetimes.accessSeconds * 1000) return token;
  const pair = await refreshSession(deps, caller, token).catch(refused);
  return pair?.refresh;
};

interface Held {
  readonly token: string;
  readonly family: Session;
  readonly generation: number;
}

/** The person whose browser this is; undefined: nobody is signed in. */
export const personOf = async (
  deps: CommandDeps,
  browser: Browser,
  caller: Caller,
): Promise<Person | undefined> => {
  const token = browser.cookies.get(COOKIE) ?? '';
  const claims = await verifyToken(deps.secrets.tokenKeys, token, new Date(caller.at));
  if (claims?.type !== 'refresh') return undefined;
  const { sessionId, generation } = claims;
  const { state: family } = await deps.log.load(session, sessionId);
  const current = family.status === 'active' && (await rotated(deps, caller, { token, family, generation }));
  const person = current ? await personIn(deps, sessionId) : undefined;
  if (!current || !person) forgetToken(browser);
  else if (current !== token) keepToken(browser, current, deps.lifetimes.refreshSeconds);
  return person;
};
