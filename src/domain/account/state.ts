import { isErased, type Personal } from '../kit/personal.js';
import type { PlanSlug } from '../plan/plans.js';
import { evolveConnections, type Connection } from './connections.js';
import type { AccountEvent, Profile } from './events.js';
import type { SomePreferences } from './preferences.js';
import type { GrantedRole } from './roles.js';

export interface Account {
  readonly status: 'none' | 'active' | 'deactivated' | 'abandoned';
  readonly id: number;
  readonly email: Personal<string>;
  readonly username: Personal<string>;
  /** Empty: there is no password. */
  readonly credential: Personal<string>;
  readonly profile: Personal<Profile>;
  /** What was set; the rest is as DEFAULT_PREFERENCES says. */
  readonly preferences: Personal<SomePreferences>;
  readonly emailKey: string;
  readonly usernameKey: string;
  readonly plan: PlanSlug;
  readonly planSince: string;
  /** Granted by operators, in the order in which they were. */
  readonly roles: readonly GrantedRole[];
  /** Ways to sign in by other providers, in the order in which they came to be; and ids of those that ended. */
  readonly connections: readonly Connection[];
  readonly endedConnections: readonly string[];
  readonly onboarded: boolean;
  readonly emailVerified: boolean;
  /** Empty until it is changed for the first time. Sessions that began earlier cannot be refreshed. */
  readonly passwordChangedAt: string;
  /** When it was deactivated last: sessions that began earlier are over for good. Empty: never. */
  readonly deactivatedAt: string;
  /** Empty until the person signs out everywhere. */
  readonly sessionsRevokedAt: string;
  /** The newest reset that was used: its link does not work again. */
  readonly usedResetId: string | null;
  readonly registeredAt: string;
  readonly updatedAt: string;
}

export const initial: Account = {
  status: 'none',
  id: 0,
  email: '',
  username: '',
  credential: '',
  profile: {},
  preferences: {},
  emailKey: '',
  usernameKey: '',
  plan: 'free',
  planSince: '',
  roles: [],
  connections: [],
  endedConnections: [],
  onboarded: false,
  emailVerified: false,
  passwordChangedAt: '',
  deactivatedAt: '',
  sessionsRevokedAt: '',
  usedResetId: null,
  registeredAt: '',
  updatedAt: '',
};

const merge = <T extends object>(before: Personal<T>, change: Personal<T>): Personal<T> =>
  isErased(before) || isErased(change) ? change : { ...before, ...change };

/** Sessions that began before this instant are over; empty: all may go on. */
export const sessionsNotBefore = ({
  passwordChangedAt,
  deactivatedAt,
  sessionsRevokedAt,
}: Pick<Account, 'passwordChangedAt' | 'deactivatedAt' | 'sessionsRevokedAt'>): string =>
  [passwordChangedAt, deactivatedAt, sessionsRevokedAt].sort().at(-1) ?? '';

const granted = (roles: readonly GrantedRole[], role: GrantedRole): readonly GrantedRole[] =>
  roles.includes(role) ? roles : [...roles, role];

const without = (roles: readonly GrantedRole[], lost: GrantedRole): readonly GrantedRole[] =>
  roles.filter((role) => role !== lost);

type StandingEvent = Extract<
  AccountEvent,
  {
    type:
      | 'AccountEmailVerified'
      | 'AccountPasswordChanged'
      | 'AccountCredentialUpgraded'
      | 'AccountPreferencesChanged'
      | 'AccountDeactivated'
      | 'AccountReactivated';
  }
>;

const evolveStanding = (account: Account, event: StandingEvent): Account => {
  switch (event.type) {
    case 'AccountEmailVerified':
      return { ...account, emailVerified: true, updatedAt: event.data.at };
    case 'AccountPasswordChanged': {
      const { credential, resetId, at } = event.data;
      const usedResetId = resetId ?? account.usedResetId;
      return { ...account, credential, usedResetId, passwordChangedAt: at, updatedAt: at };
    }
    case 'AccountCredentialUpgraded':
      return { ...account, credential: event.data.credential, updatedAt: event.data.at };
    case 'AccountPreferencesChanged': {
      const preferences = merge(account.preferences, event.data.preferences);
      return { ...account, preferences, updatedAt: event.data.at };
    }
    case 'AccountDeactivated': {
      const { accountId: id, at } = event.data;
      return { ...account, status: 'deactivated', id, deactivatedAt: at, updatedAt: at };
    }
    case 'AccountReactivated':
      return { ...account, status: 'active', id: event.data.accountId, updatedAt: event.data.at };
  }
};

export const evolve = (account: Account, event: AccountEvent): Account => {
  switch (event.type) {
    case 'AccountRegistered': {
      const { accountId, at, ...facts } = event.data;
      const since = { registeredAt: at, planSince: at, updatedAt: at };
      return { ...account, ...facts, ...since, status: 'active', id: accountId };
    }
    case 'AccountProfileChanged':
      return {
        ...account,
        profile: merge(account.profile, event.data.profile),
        onboarded: event.data.onboarded,
        updatedAt: event.data.at,
      };
    case 'AccountPlanChanged':
      return { ...account, plan: event.data.to, planSince: event.data.at, updatedAt: event.data.at };
    case 'AccountRoleGranted':
      return { ...account, roles: granted(account.roles, event.data.role), updatedAt: event.data.at };
    case 'AccountRoleRevoked':
      return { ...account, roles: without(account.roles, event.data.role), updatedAt: event.data.at };
    case 'AccountEmailVerified':
    case 'AccountPasswordChanged':
    case 'AccountCredentialUpgraded':
    case 'AccountPreferencesChanged':
    case 'AccountDeactivated':
    case 'AccountReactivated':
      return evolveStanding(account, event);
    case 'AccountSessionsRevoked':
      return { ...account, sessionsRevokedAt: event.data.at, updatedAt: event.data.at };
    case 'AccountIdentityLinked':
    case 'AccountIdentityUnlinked':
      return { ...account, ...evolveConnections(account, event), updatedAt: event.data.at };
    case 'AccountAbandoned':
      return { ...account, status: 'abandoned', id: event.data.accountId };
  }
};
