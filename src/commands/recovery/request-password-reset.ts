import { setTimeout } from 'node:timers/promises';
import { recovery } from '#domain/recovery/index.js';
import { nameBasedId } from '#platform/ids.js';
import { accountsWithEmail } from '../accounts/find-accounts.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/** Nobody shall tell by the time of the answer whether there was something to do. */
const AT_LEAST_MS = 250;

/** Each of several owners of one address is sent a link of their own. */
const request = async (deps: CommandDeps, caller: Caller, email: string): Promise<void> => {
  const holders = await accountsWithEmail(deps, email);
  for (const { id, status } of holders) if (status === 'active') await requestFor(deps, caller, id);
};

const requestFor = async (deps: CommandDeps, caller: Caller, accountId: number): Promise<void> => {
  const { commandId, requestHash } = caller.context;
  // Another body under the same key is another request, not a refusal: a refusal would tell that there is an
  // account.
  const resetId = nameBasedId(commandId, 'reset', requestHash, accountId);
  await deps.log.execute({
    aggregate: recovery,
    id: accountId,
    command: { type: 'RequestPasswordReset', accountId, resetId, at: caller.at },
    context: { ...caller.context, commandId: resetId, account: accountId },
  });
};

/**
 * Asks for a mail with a link that sets a new password. Whether an account has this address, and whether it
 * was sent too many mails already, makes no difference to the caller.
 */
export const requestPasswordReset = async (
  deps: CommandDeps,
  caller: Caller,
  email: string,
): Promise<void> => {
  await Promise.all([request(deps, caller, email), setTimeout(AT_LEAST_MS)]);
};
