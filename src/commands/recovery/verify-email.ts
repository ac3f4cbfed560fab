import { account, type Account } from '#domain/account/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { recovery } from '#domain/recovery/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { nameBasedId } from '#platform/ids.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { openLink } from './mail-link.js';

/** Takes the link of a mail as proof that the address is the person's; twice is once. Throws `link_not_valid`. */
export const verifyEmail = async (
  deps: CommandDeps,
  caller: Caller,
  token: string,
): Promise<Outcome<Account>> => {
  const { holder } = await openLink(deps, { purpose: 'verify', token, at: caller.at });
  return deps.log.execute({
    aggregate: account,
    id: holder.id,
    command: { type: 'VerifyEmail', at: caller.at },
    context: { ...caller.context, account: holder.id },
  });
};

/** Asks for another mail with such a link. Throws `not_found`. */
export const requestVerification = async (
  deps: CommandDeps,
  caller: Caller,
): Promise<'requested' | 'too many' | 'verified already'> => {
  const accountId = personOf(caller);
  const { state } = await deps.log.load(account, accountId);
  if (state.status !== 'active') throw new DomainError('not_found', 'There is no such account.');
  if (state.emailVerified) return 'verified already';
  const verificationId = nameBasedId(caller.context.commandId, 'verification');
  const { events } = await deps.log.execute({
    aggregate: recovery,
    id: accountId,
    command: { type: 'RequestVerification', accountId, verificationId, at: caller.at },
    context: { ...caller.context, account: accountId },
  });
  return events > 0 ? 'requested' : 'too many';
};
