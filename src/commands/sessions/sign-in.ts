import { account, type Account } from '#domain/account/index.js';
import { reservation } from '#domain/reservation/index.js';
import { reveal } from '#domain/kit/personal.js';
import { AppError } from '#platform/app-error.js';
import { verifyAgainstNothing, verifyPassword } from '../accounts/passwords.js';
import { emailKey, usernameKey } from '../accounts/names.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { startSession } from './start-session.js';
import { issueTokens, type TokenPair } from './tokens.js';

export interface SignedIn {
  readonly account: Account;
  readonly tokens: TokenPair;
}

type Lookup = Pick<CommandDeps, 'log' | 'secrets'>;

const holderOf = async (deps: Lookup, key: string): Promise<Account | undefined> => {
  const { holder } = (await deps.log.load(reservation, key)).state;
  if (holder === null) return undefined;
  const { state } = await deps.log.load(account, holder);
  return state.status === 'active' ? state : undefined;
};

/** The account that holds this username or, failing that, this e-mail address (in any case). */
export const accountNamed = async (deps: Lookup, name: string): Promise<Account | undefined> =>
  (await holderOf(deps, usernameKey(deps.secrets, name))) ??
  (await holderOf(deps, emailKey(deps.secrets, name)));

/** The account that holds this e-mail address, in any case of it. */
export const accountWithEmail = (deps: Lookup, email: string): Promise<Account | undefined> =>
  holderOf(deps, emailKey(deps.secrets, email));

/**
 * Signs in by username or e-mail and password. Throws `invalid_credentials` for an unknown name as for a
 * wrong password, after the same amount of work.
 */
export const signIn = async (
  deps: CommandDeps,
  caller: Caller,
  input: { readonly name: string; readonly password: string },
): Promise<SignedIn> => {
  const found = await accountNamed(deps, input.name);
  const credential = found && reveal(found.credential, '');
  const right = credential
    ? await verifyPassword(deps.secrets, credential, input.password)
    : await verifyAgainstNothing(deps.secrets, input.password);
  if (!found || !right) {
    if (found) deps.signInFailed?.(caller, { accountId: found.id, reason: 'wrong_password' });
    throw new AppError('invalid_credentials', 'Wrong username, e-mail address or password.');
  }
  const { state: session } = await startSession(deps, caller, {
    accountId: found.id,
    method: 'password',
    draw: 0,
  });
  const { id: sessionId, startedAt } = session;
  const grant = { accountId: found.id, sessionId, generation: 0, issuedAt: startedAt, startedAt };
  return { account: found, tokens: await issueTokens(deps.secrets.tokenKey, grant, deps.lifetimes) };
};

/** The id of the account that holds this username; undefined when nobody does. */
export const accountIdNamed = async (deps: Lookup, username: string): Promise<number | undefined> =>
  (await holderOf(deps, usernameKey(deps.secrets, username)))?.id;
