import { DomainError } from '../kit/domain-error.js';
import { isErased } from '../kit/personal.js';
import { pickFields } from '../kit/pick-fields.js';
import type { PlanSlug } from '../plan/plans.js';
import { link, registeredBy, unlink, type Connection } from './connections.js';
import type { AccountEvent, Profile } from './events.js';
import type { GrantedRole } from './roles.js';
import { decideStanding, requireActive, requireKnown, type StandingCommand } from './standing.js';
import type { Account } from './state.js';

type Registration = Extract<AccountEvent, { type: 'AccountRegistered' }>['data'];

export type AccountCommand =
  | {
      readonly type: 'RegisterAccount';
      readonly registration: Registration;
      /** The identity it is opened by, instead of a password. */
      readonly connection?: Connection;
    }
  | { readonly type: 'LinkIdentity'; readonly connection: Connection; readonly at: string }
  | { readonly type: 'UnlinkIdentity'; readonly provider: string; readonly at: string }
  | {
      readonly type: 'ChangeProfile';
      readonly profile: Profile;
      readonly onboarded?: boolean;
      readonly at: string;
    }
  | { readonly type: 'ChangePlan'; readonly plan: PlanSlug; readonly at: string }
  | { readonly type: 'GrantRole' | 'RevokeRole'; readonly role: GrantedRole; readonly at: string }
  | { readonly type: 'VerifyEmail'; readonly at: string }
  | {
      readonly type: 'ResetPassword';
      readonly credential: string;
      readonly reset: { readonly resetId: string; readonly requestedAt: string };
      readonly at: string;
    }
  | StandingCommand
  | { readonly type: 'RevokeSessions'; readonly at: string }
  | { readonly type: 'AbandonAccount'; readonly accountId: number; readonly at: string };

type Command<T extends AccountCommand['type']> = Extract<AccountCommand, { type: T }>;
type RoleCommand = Extract<AccountCommand, { readonly role: GrantedRole }>;

/** A field that was never given equals the empty text. */
const changedFields = (account: Account, wanted: Profile): Profile => {
  const now: Profile = isErased(account.profile) ? {} : account.profile;
  return pickFields(wanted, (field) => (now[field] ?? '') !== wanted[field]);
};

const register = (account: Account, command: Command<'RegisterAccount'>): readonly AccountEvent[] => {
  const { registration, connection } = command;
  if (account.status !== 'none') throw new DomainError('already_exists', 'This account exists already.');
  const { profile, accountId, at } = registration;
  const known = isErased(profile) ? profile : pickFields(profile);
  return [
    { type: 'AccountRegistered', data: { ...registration, profile: known } },
    ...(connection ? registeredBy(accountId, connection, at) : []),
  ];
};

const changeProfile = (account: Account, command: Command<'ChangeProfile'>): readonly AccountEvent[] => {
  requireActive(account);
  const profile = changedFields(account, command.profile);
  const onboarded = command.onboarded ?? account.onboarded;
  if (Object.keys(profile).length === 0 && onboarded === account.onboarded) return [];
  const data = { accountId: account.id, profile, onboarded, at: command.at };
  return [{ type: 'AccountProfileChanged', data }];
};

const changePlan = (account: Account, { plan, at }: Command<'ChangePlan'>): readonly AccountEvent[] => {
  requireKnown(account);
  if (account.plan === plan) return [];
  return [{ type: 'AccountPlanChanged', data: { accountId: account.id, from: account.plan, to: plan, at } }];
};

const changeRoles = (account: Account, { type, role, at }: RoleCommand): readonly AccountEvent[] => {
  requireKnown(account);
  const grants = type === 'GrantRole';
  if (account.roles.includes(role) === grants) return [];
  const data = { accountId: account.id, role, at };
  return [grants ? { type: 'AccountRoleGranted', data } : { type: 'AccountRoleRevoked', data }];
};

const verifyEmail = (account: Account, { at }: Command<'VerifyEmail'>): readonly AccountEvent[] => {
  requireActive(account);
  return account.emailVerified ? [] : [{ type: 'AccountEmailVerified', data: { accountId: account.id, at } }];
};

/** A link works once, and not at all when the password was changed after it was asked for. */
const resetPassword = (account: Account, command: Command<'ResetPassword'>): readonly AccountEvent[] => {
  requireActive(account);
  const { credential, reset, at } = command;
  if (account.usedResetId === reset.resetId || reset.requestedAt < account.passwordChangedAt) {
    throw new DomainError('link_not_valid', 'This link was used already. Ask for a new one.');
  }
  const data = { accountId: account.id, credential, resetId: reset.resetId, at };
  return [{ type: 'AccountPasswordChanged', data }];
};

/** Each time counts: sessions begin between one and the next. */
const revokeSessions = (account: Account, { at }: Command<'RevokeSessions'>): readonly AccountEvent[] => {
  requireActive(account);
  if (at <= account.sessionsRevokedAt) return [];
  return [{ type: 'AccountSessionsRevoked', data: { accountId: account.id, at } }];
};

const abandon = (account: Account, { accountId, at }: Command<'AbandonAccount'>): readonly AccountEvent[] => {
  if (account.status === 'active' || account.status === 'deactivated') {
    throw new DomainError('target_exists', 'The account exists: its names stand.');
  }
  return account.status === 'abandoned' ? [] : [{ type: 'AccountAbandoned', data: { accountId, at } }];
};

export const decide = (account: Account, command: AccountCommand): readonly AccountEvent[] => {
  switch (command.type) {
    case 'RegisterAccount':
      return register(account, command);
    case 'ChangeProfile':
      return changeProfile(account, command);
    case 'ChangePlan':
      return changePlan(account, command);
    case 'GrantRole':
    case 'RevokeRole':
      return changeRoles(account, command);
    case 'VerifyEmail':
      return verifyEmail(account, command);
    case 'ResetPassword':
      return resetPassword(account, command);
    case 'RevokeSessions':
      return revokeSessions(account, command);
    case 'LinkIdentity':
      requireActive(account);
      return link(account, command.connection, command.at);
    case 'UnlinkIdentity':
      requireActive(account);
      return unlink(account, command.provider, command.at);
    case 'ChangePreferences':
    case 'ChangePassword':
    case 'UpgradeCredential':
    case 'DeactivateAccount':
    case 'ReactivateAccount':
      return decideStanding(account, command);
    case 'AbandonAccount':
      return abandon(account, command);
  }
};
