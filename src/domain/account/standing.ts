import { DomainError } from '../kit/domain-error.js';
import { isErased, type Personal } from '../kit/personal.js';
import { pickFields } from '../kit/pick-fields.js';
import type { AccountEvent } from './events.js';
import { DEFAULT_PREFERENCES, type SomePreferences } from './preferences.js';

/** What of an account its standing, its password and its preferences depend on. */
interface Standing {
  readonly status: 'none' | 'active' | 'deactivated' | 'abandoned';
  readonly id: number;
  readonly credential: Personal<string>;
  readonly preferences: Personal<SomePreferences>;
}

export type StandingCommand =
  | { readonly type: 'ChangePreferences'; readonly preferences: SomePreferences; readonly at: string }
  /** By the person, who knew the old password. `checked` is the credential it was compared with. */
  | {
      readonly type: 'ChangePassword';
      readonly checked: string;
      readonly credential: string;
      readonly at: string;
    }
  /** The same password in a newer form of hash: nothing the person did. */
  | {
      readonly type: 'UpgradeCredential';
      readonly checked: string;
      readonly credential: string;
      readonly at: string;
    }
  | { readonly type: 'DeactivateAccount' | 'ReactivateAccount'; readonly at: string };

const noSuchAccount = (): DomainError => new DomainError('not_found', 'There is no such account.');

/** An account that exists and may be used. */
export const requireActive = ({ status }: Standing): void => {
  if (status !== 'active') throw noSuchAccount();
};

/** An account that exists, deactivated or not: what operators decide on. */
export const requireKnown = ({ status }: Standing): void => {
  if (status !== 'active' && status !== 'deactivated') throw noSuchAccount();
};

const changePreferences = (account: Standing, wanted: SomePreferences, at: string): AccountEvent[] => {
  const now = { ...DEFAULT_PREFERENCES, ...(isErased(account.preferences) ? {} : account.preferences) };
  const preferences = pickFields(wanted, (field) => now[field] !== wanted[field]);
  if (Object.keys(preferences).length === 0) return [];
  return [{ type: 'AccountPreferencesChanged', data: { accountId: account.id, preferences, at } }];
};

export const decideStanding = (account: Standing, command: StandingCommand): readonly AccountEvent[] => {
  const { at } = command;
  const data = { accountId: account.id, at };
  switch (command.type) {
    case 'ChangePreferences':
      requireActive(account);
      return changePreferences(account, command.preferences, at);
    case 'ChangePassword': {
      requireActive(account);
      const { checked, credential } = command;
      if (account.credential !== checked) {
        throw new DomainError('password_changed', 'The password was changed in the meantime.');
      }
      return [{ type: 'AccountPasswordChanged', data: { ...data, credential, resetId: null } }];
    }
    case 'UpgradeCredential': {
      requireActive(account);
      const { checked, credential } = command;
      if (account.credential !== checked || checked === credential) return [];
      return [{ type: 'AccountCredentialUpgraded', data: { ...data, credential } }];
    }
    case 'DeactivateAccount':
      requireKnown(account);
      return account.status === 'deactivated' ? [] : [{ type: 'AccountDeactivated', data }];
    case 'ReactivateAccount':
      requireKnown(account);
      return account.status === 'active' ? [] : [{ type: 'AccountReactivated', data }];
  }
};
