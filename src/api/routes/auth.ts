import type { Account } from '#domain/account/index.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { registerAccount } from '#commands/accounts/register-account.js';
import { endSession } from '#commands/sessions/end-session.js';
import { refreshSession } from '#commands/sessions/refresh-session.js';
import { signIn } from '#commands/sessions/sign-in.js';
import { verifyToken, type TokenPair } from '#commands/sessions/tokens.js';
import { AppError } from '#platform/app-error.js';
import type { SignInThrottle } from '#platform/rates/sign-in-throttle.js';
import { presentShortUser, userOf } from '../present/user.js';
import { route, type Route } from '../route.js';
import { nothing } from '../schemas/common.js';
import {
  anyToken,
  credentials,
  refreshToken,
  registration,
  signedIn,
  signOut,
  tokenPair,
} from '../schemas/user.js';

const TAG = 'Sign-in';

export interface AuthDeps extends CommandDeps {
  readonly signIns: SignInThrottle;
}

/** The superset every client of sign-in and registration reads (api-contract §4.1–4.2). */
export const presentSignedIn = (account: Account, { access, refresh, expiresIn }: TokenPair) => ({
  access,
  refresh,
  tokens: { access, refresh },
  token: access,
  token_type: 'Bearer',
  expires_in: expiresIn,
  user: presentShortUser(userOf(account)),
});

/** `{name: "Ada King Lovelace"}` → first name and the rest. */
export const namesOf = (body: {
  name?: string | undefined;
  first_name?: string | undefined;
  last_name?: string | undefined;
}) => {
  const [first = '', ...rest] = (body.name ?? '').split(/\s+/);
  return { firstName: body.first_name ?? first, lastName: body.last_name ?? rest.join(' ') };
};

const register = (deps: CommandDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/register', '/register'],
    name: 'auth.register',
    summary: 'Open an account',
    tag: TAG,
    policy: 'public',
    body: registration,
    responses: { 201: signedIn },
    settles: ['accounts'],
    handle: async ({ caller, body }) => {
      const { email, username, password } = body;
      const { outcome, tokens } = await registerAccount(deps, caller, {
        email,
        username,
        password,
        ...namesOf(body),
      });
      const { state, revision, position } = outcome;
      const answer = { ...presentSignedIn(state, tokens), message: 'Welcome! Your account is ready.' };
      return { status: 201, body: answer, revision, position };
    },
  });

const login = (deps: AuthDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/login', '/token', '/auth/token'],
    name: 'auth.login',
    summary: 'Sign in with a username or an e-mail address',
    tag: TAG,
    policy: 'public',
    body: credentials,
    responses: { 200: signedIn },
    handle: async ({ caller, body }) => {
      const name = body.username ?? body.email ?? '';
      const { account, tokens } = await deps.signIns.attempt({ address: caller.ip, name }, () =>
        signIn(deps, caller, { name, password: body.password }),
      );
      return { status: 200, body: presentSignedIn(account, tokens) };
    },
  });

const refresh = (deps: CommandDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/refresh', '/auth/token/refresh', '/token/refresh'],
    name: 'auth.refresh',
    summary: 'Exchange a refresh token for new tokens; the old one is refused afterwards',
    tag: TAG,
    policy: 'public',
    body: refreshToken,
    responses: { 200: tokenPair },
    handle: async ({ caller, body }) => {
      const tokens = await refreshSession(deps, caller, body.refresh);
      return { status: 200, body: { access: tokens.access, refresh: tokens.refresh } };
    },
  });

const verify = (deps: CommandDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/token/verify', '/token/verify'],
    name: 'auth.verify',
    summary: 'Whether a token is valid',
    tag: TAG,
    policy: 'public',
    body: anyToken,
    responses: { 200: nothing },
    handle: async ({ caller, body }) => {
      const claims = await verifyToken(deps.secrets.tokenKeys, body.token, new Date(caller.at));
      if (!claims) throw new AppError('token_not_valid', 'Token is invalid or expired.');
      return { status: 200, body: {} };
    },
  });

const logout = (deps: CommandDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/logout', '/logout'],
    name: 'auth.logout',
    summary: 'Sign out: the refresh tokens of this session are refused from now on',
    tag: TAG,
    policy: 'account',
    body: signOut,
    responses: { 204: null },
    handle: async ({ caller, body, access }) => {
      const refreshClaims = await verifyToken(
        deps.secrets.tokenKeys,
        body.refresh ?? '',
        new Date(caller.at),
      );
      const own = access?.kind === 'session' ? access.sessionId : undefined;
      const sessions = new Set([own, refreshClaims?.sessionId]);
      for (const id of sessions) if (id) await endSession(deps, caller, { sessionId: id, reason: 'logout' });
      return { status: 204 };
    },
  });

/** Routes of api-contract §4.1–4.3. */
export const authRoutes = (deps: AuthDeps): readonly Route[] => [
  register(deps),
  login(deps),
  refresh(deps),
  verify(deps),
  logout(deps),
];
