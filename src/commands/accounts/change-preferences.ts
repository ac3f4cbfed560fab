import { account, type Account } from '#domain/account/index.js';
import { DEFAULT_PREFERENCES, type Preferences, type SomePreferences } from '#domain/account/preferences.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { reveal } from '#domain/kit/personal.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/** Changes the given preferences of the caller. Throws `not_found`. */
export const changePreferences = (
  { log }: Pick<CommandDeps, 'log'>,
  caller: Caller,
  preferences: SomePreferences,
): Promise<Outcome<Account>> => {
  const accountId = personOf(caller);
  return log.execute({
    aggregate: account,
    id: accountId,
    command: { type: 'ChangePreferences', preferences, at: caller.at },
    context: { ...caller.context, account: accountId },
  });
};

/** All preferences of an account: the default for what was never set. */
export const preferencesOf = ({ preferences }: Account): Preferences =>
  Object.assign({}, DEFAULT_PREFERENCES, reveal(preferences, {}));

/** The caller's preferences, from the log. Throws `not_found`. */
export const ownPreferences = async (
  { log }: Pick<CommandDeps, 'log'>,
  caller: Caller,
): Promise<Preferences> => {
  const { state } = await log.load(account, personOf(caller));
  if (state.status !== 'active') throw new DomainError('not_found', 'There is no such account.');
  return preferencesOf(state);
};
