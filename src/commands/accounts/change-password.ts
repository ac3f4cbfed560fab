import { account, type Account } from '#domain/account/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { openSession } from '../sessions/open-session.js';
import type { TokenPair } from '../sessions/tokens.js';
import { namesOf, withOwnPassword } from './own-password.js';
import { hashPassword, requireStrongPassword } from './passwords.js';

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

const change = async (
  deps: CommandDeps,
  caller: Caller,
  { currentPassword, newPassword }: PasswordChange,
): Promise<Outcome<Account>> => {
  const asked = { password: currentPassword, attr: 'current_password' };
  const { holder, checked } = await withOwnPassword(deps, caller, asked);
  requireStrongPassword(newPassword, namesOf(holder), 'new_password');
  const credential = await hashPassword(deps.secrets, newPassword);
  return deps.log.execute({
    aggregate: account,
    id: holder.id,
    command: { type: 'ChangePassword', checked, credential, at: caller.at },
    context: { ...caller.context, account: holder.id },
  });
};

/**
 * Changes the password of the caller, who knows the old one. Every session that began before is over; a new one
 * is opened and its tokens answered. A retry gets the same tokens. Throws `validation_error`, `not_found`,
 * `password_changed`.
 */
export const changePassword = async (
  deps: CommandDeps,
  caller: Caller,
  wanted: PasswordChange,
): Promise<{ readonly outcome: Outcome<Account>; readonly tokens: TokenPair }> => {
  const accountId = personOf(caller);
  const context = { ...caller.context, account: accountId };
  // The old password is no longer right when a retry comes: what was done is asked for first.
  const done = context.mayBeRetry
    ? await deps.log.outcomeOf({ aggregate: account, id: accountId, context })
    : undefined;
  const outcome = done ?? (await change(deps, caller, wanted));
  const { passwordChangedAt: at } = outcome.state;
  const signIn = { ...caller, at, context: stepOf(caller.context, 'sign-in') };
  return { outcome, tokens: await openSession(deps, signIn, { accountId, method: 'password' }) };
};
