import { account, type Account } from '#domain/account/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { reveal } from '#domain/kit/personal.js';
import { AppError } from '#platform/app-error.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { verifyPassword } from './passwords.js';

/**
 * The account of the caller, who knows its password. Throws `validation_error` for the field `attr` when the
 * password is another one; `not_found`.
 */
export const withOwnPassword = async (
  { log, secrets }: Pick<CommandDeps, 'log' | 'secrets'>,
  caller: Caller,
  { password, attr }: { readonly password: string; readonly attr: string },
): Promise<{ readonly holder: Account; readonly checked: string }> => {
  const { state: holder } = await log.load(account, personOf(caller));
  if (holder.status !== 'active') throw new DomainError('not_found', 'There is no such account.');
  const checked = reveal(holder.credential, '');
  if (await verifyPassword(secrets, checked, password)) return { holder, checked };
  const detail = 'This is not your password.';
  throw new AppError('validation_error', detail, { problems: [{ code: 'wrong_password', detail, attr }] });
};

/** Names that may not be the password of this person. */
export const namesOf = ({ username, email, profile }: Account): readonly string[] => {
  const known = reveal(profile, undefined);
  return [reveal(username, ''), reveal(email, ''), known?.firstName ?? '', known?.lastName ?? ''];
};
