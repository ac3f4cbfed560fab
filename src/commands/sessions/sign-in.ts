import { account, type Account } from '#domain/account/index.js';
import { reveal } from '#domain/kit/personal.js';
import { AppError } from '#platform/app-error.js';
import { accountsNamed } from '../accounts/find-accounts.js';
import { hashPassword, verifyAgainstNothing, verifyPassword } from '../accounts/passwords.js';
import { isV1Hash } from '../accounts/v1-passwords.js';
import { stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { openSession } from './open-session.js';
import type { TokenPair } from './tokens.js';

export interface SignedIn {
  readonly account: Account;
  readonly tokens: TokenPair;
}

const wrong = (): AppError =>
  new AppError('invalid_credentials', 'Wrong username, e-mail address or password.');

const ambiguous = (): AppError =>
  new AppError('ambiguous_email', 'Several accounts have this e-mail address: use your username.');

/** A hash of version 1 becomes one of ours, now that the password is known. Sessions go on. */
const upgrade = async (
  deps: CommandDeps,
  caller: Caller,
  { found, password }: { readonly found: Account; readonly password: string },
): Promise<void> => {
  const checked = reveal(found.credential, '');
  if (!isV1Hash(checked)) return;
  const credential = await hashPassword(deps.secrets, password);
  await deps.log.execute({
    aggregate: account,
    id: found.id,
    command: { type: 'UpgradeCredential', checked, credential, at: caller.at },
    context: { ...stepOf(caller.context, 'upgrade', found.id), account: found.id },
  });
};

/** The account this name and password are of. Throws `invalid_credentials`, `ambiguous_email`. */
const authenticated = async (
  deps: CommandDeps,
  caller: Caller,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<Account> => {
  const [found, ...others] = await accountsNamed(deps, name);
  if (!found || others.length > 0) {
    await verifyAgainstNothing(deps.secrets, password);
    throw found ? ambiguous() : wrong();
  }
  if (await verifyPassword(deps.secrets, reveal(found.credential, ''), password)) return found;
  deps.signInFailed?.(caller, { accountId: found.id, reason: 'wrong_password' });
  throw wrong();
};

/**
 * Signs in by username or e-mail and password. Throws `invalid_credentials` for an unknown name as for a
 * wrong password, after the same amount of work; `ambiguous_email` for an address that several people brought
 * over from version 1 have; `account_deactivated` for who knows the password of such an account.
 */
export const signIn = async (
  deps: CommandDeps,
  caller: Caller,
  input: { readonly name: string; readonly password: string },
): Promise<SignedIn> => {
  const found = await authenticated(deps, caller, input);
  if (found.status === 'deactivated') {
    deps.signInFailed?.(caller, { accountId: found.id, reason: 'account_deactivated' });
    throw new AppError('account_deactivated', 'This account is deactivated.');
  }
  await upgrade(deps, caller, { found, password: input.password });
  return {
    account: found,
    tokens: await openSession(deps, caller, { accountId: found.id, method: 'password' }),
  };
};
