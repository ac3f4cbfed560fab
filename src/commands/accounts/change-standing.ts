import { account, type Account } from '#domain/account/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { withOwnPassword } from './own-password.js';

export interface StandingChange {
  readonly accountId: number;
  /** False: nobody signs in to it any more. */
  readonly active: boolean;
}

/** Deactivates or reactivates an account; its rows and names stay. Throws `not_found`. */
export const changeStanding = (
  { log }: Pick<CommandDeps, 'log'>,
  caller: Caller,
  { accountId, active }: StandingChange,
): Promise<Outcome<Account>> =>
  log.execute({
    aggregate: account,
    id: accountId,
    command: { type: active ? 'ReactivateAccount' : 'DeactivateAccount', at: caller.at },
    context: { ...caller.context, account: accountId },
  });

/** Deactivates the account of the caller, who knows its password. Throws `validation_error`, `not_found`. */
export const deactivateOwnAccount = async (
  deps: CommandDeps,
  caller: Caller,
  password: string,
): Promise<Outcome<Account>> => {
  const accountId = personOf(caller);
  const context = { ...caller.context, account: accountId };
  const done = context.mayBeRetry
    ? await deps.log.outcomeOf({ aggregate: account, id: accountId, context })
    : undefined;
  if (done) return done;
  await withOwnPassword(deps, caller, { password, attr: 'password' });
  return changeStanding(deps, caller, { accountId, active: false });
};
