import type { AccountCommand, AccountEvent } from '#domain/account/index.js';
import { at, digestOf } from '#test/support/examples.js';

type EventData<T extends AccountEvent['type']> = Extract<AccountEvent, { type: T }>['data'];

export const registration: EventData<'AccountRegistered'> = {
  accountId: 7,
  email: 'ada@example.com',
  username: 'ada',
  profile: { firstName: 'Ada', lastName: 'Lovelace' },
  credential: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
  emailKey: digestOf('e'),
  usernameKey: digestOf('a'),
  plan: 'free',
  at: at(0),
};

export const registered: AccountEvent = { type: 'AccountRegistered', data: registration };
export const abandoned: AccountEvent = { type: 'AccountAbandoned', data: { accountId: 7, at: at(1) } };

export const register: AccountCommand = { type: 'RegisterAccount', registration };
export const abandon: AccountCommand = { type: 'AbandonAccount', accountId: 7, at: at(1) };
export const upgrade: AccountCommand = { type: 'ChangePlan', plan: 'pro', at: at(3) };
export const rename: AccountCommand = {
  type: 'ChangeProfile',
  profile: { firstName: 'Augusta' },
  at: at(2),
};

export const profileChanged = (data: Partial<EventData<'AccountProfileChanged'>>): AccountEvent => ({
  type: 'AccountProfileChanged',
  data: { accountId: 7, profile: {}, onboarded: false, at: at(2), ...data },
});

export const planChanged = (data: Partial<EventData<'AccountPlanChanged'>>): AccountEvent => ({
  type: 'AccountPlanChanged',
  data: { accountId: 7, from: 'free', to: 'pro', at: at(3), ...data },
});

export const emailVerified: AccountEvent = {
  type: 'AccountEmailVerified',
  data: { accountId: 7, at: at(5) },
};

export const NEW_CREDENTIAL = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$bmV3';
export const RESET = { resetId: '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b20', requestedAt: at(5) };

export const passwordChanged = (data: Partial<EventData<'AccountPasswordChanged'>> = {}): AccountEvent => ({
  type: 'AccountPasswordChanged',
  data: { accountId: 7, credential: NEW_CREDENTIAL, resetId: RESET.resetId, at: at(6), ...data },
});

export const resetPassword: AccountCommand = {
  type: 'ResetPassword',
  credential: NEW_CREDENTIAL,
  reset: RESET,
  at: at(6),
};
