import { account, type Account } from '#domain/account/index.js';
import type { Profile } from '#domain/account/events.js';
import type { PlanSlug } from '#domain/plan/plans.js';
import type { Outcome } from '#eventlog/execution.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

export interface ProfileChange {
  readonly accountId: number;
  readonly profile: Profile;
  readonly onboarded?: boolean | undefined;
  readonly ifRevision?: number | undefined;
}

/** Changes the given fields of a person's profile. Throws `not_found`. */
export const changeProfile = (
  deps: CommandDeps,
  caller: Caller,
  change: ProfileChange,
): Promise<Outcome<Account>> => {
  const { accountId, profile, onboarded, ifRevision } = change;
  const wanted = onboarded === undefined ? {} : { onboarded };
  return deps.log.execute({
    aggregate: account,
    id: accountId,
    command: { type: 'ChangeProfile', profile, ...wanted, at: caller.at },
    context: { ...caller.context, account: accountId },
    ifRevision,
  });
};

/** Puts an account on a plan. Throws `not_found`. */
export const changePlan = (
  deps: Pick<CommandDeps, 'log'>,
  caller: Caller,
  { accountId, plan }: { accountId: number; plan: PlanSlug },
): Promise<Outcome<Account>> =>
  deps.log.execute({
    aggregate: account,
    id: accountId,
    command: { type: 'ChangePlan', plan, at: caller.at },
    context: { ...caller.context, account: accountId },
  });
