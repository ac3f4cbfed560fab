import { account, type Account } from '#domain/account/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/** Ends every session of the caller that began before now: one event, however many there are. */
export const revokeSessions = (
  { log }: Pick<CommandDeps, 'log'>,
  caller: Caller,
): Promise<Outcome<Account>> => {
  const accountId = personOf(caller);
  return log.execute({
    aggregate: account,
    id: accountId,
    command: { type: 'RevokeSessions', at: caller.at },
    context: { ...caller.context, account: accountId },
  });
};
