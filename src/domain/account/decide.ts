import { DomainError } from '../kit/domain-error.js';
import { isErased } from '../kit/personal.js';
import type { PlanSlug } from '../plan/plans.js';
import type { AccountEvent, Profile } from './events.js';
import type { Account } from './state.js';

type Registration = Extract<AccountEvent, { type: 'AccountRegistered' }>['data'];

export type AccountCommand =
  | { readonly type: 'RegisterAccount'; readonly registration: Registration }
  | {
      readonly type: 'ChangeProfile';
      readonly profile: Profile;
      readonly onboarded?: boolean;
      readonly at: string;
    }
  | { readonly type: 'ChangePlan'; readonly plan: PlanSlug; readonly at: string }
  | { readonly type: 'AbandonAccount'; readonly accountId: number; readonly at: string };

const requireActive = (account: Account): void => {
  if (account.status !== 'active') throw new DomainError('not_found', 'There is no such account.');
};

const changedFields = (account: Account, wanted: Profile): Profile => {
  const now: Profile = isErased(account.profile) ? {} : account.profile;
  const changed = Object.entries(wanted).filter(
    ([field, value]) => (now[field as keyof Profile] ?? '') !== value,
  );
  return Object.fromEntries(changed);
};

export const decide = (account: Account, command: AccountCommand): readonly AccountEvent[] => {
  switch (command.type) {
    case 'RegisterAccount':
      if (account.status !== 'none') throw new DomainError('already_exists', 'This account exists already.');
      return [{ type: 'AccountRegistered', data: command.registration }];
    case 'ChangeProfile': {
      requireActive(account);
      const profile = changedFields(account, command.profile);
      const onboarded = command.onboarded ?? account.onboarded;
      if (Object.keys(profile).length === 0 && onboarded === account.onboarded) return [];
      return [
        {
          type: 'AccountProfileChanged',
          data: { accountId: account.id, profile, onboarded, at: command.at },
        },
      ];
    }
    case 'ChangePlan':
      requireActive(account);
      if (account.plan === command.plan) return [];
      return [
        {
          type: 'AccountPlanChanged',
          data: { accountId: account.id, from: account.plan, to: command.plan, at: command.at },
        },
      ];
    case 'AbandonAccount':
      if (account.status === 'active')
        throw new DomainError('target_exists', 'The account exists: its names stand.');
      if (account.status === 'abandoned') return [];
      return [{ type: 'AccountAbandoned', data: { accountId: command.accountId, at: command.at } }];
  }
};
