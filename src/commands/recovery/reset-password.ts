import { account, type Account } from '#domain/account/index.js';
import { recovery } from '#domain/recovery/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { namesOf } from '../accounts/own-password.js';
import { hashPassword, requireStrongPassword } from '../accounts/passwords.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { linkNotValid, openLink } from './mail-link.js';

/**
 * Sets a new password by the link of a mail, once, and only by the newest link. Sessions that began before
 * cannot be refreshed any more. Throws `link_not_valid`, `validation_error`.
 */
export const resetPassword = async (
  deps: CommandDeps,
  caller: Caller,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<Outcome<Account>> => {
  const { link, holder } = await openLink(deps, { purpose: 'reset', token, at: caller.at });
  const { reset } = (await deps.log.load(recovery, holder.id)).state;
  if (reset?.resetId !== link.id) throw linkNotValid();
  requireStrongPassword(password, namesOf(holder), 'new_password');
  const credential = await hashPassword(deps.secrets, password);
  return deps.log.execute({
    aggregate: account,
    id: holder.id,
    command: { type: 'ResetPassword', credential, reset, at: caller.at },
    context: { ...caller.context, account: holder.id },
  });
};
