import type { DomainEvent } from '#domain/kit/event.js';
import { ERASED } from '#domain/kit/personal.js';
import { accountsProjection } from '#projections/accounts/projection.js';
import { accounts, accountUsage } from '#projections/accounts/tables.js';
import {
  emailVerified,
  passwordChanged,
  planChanged,
  profileChanged,
  registered,
  registration,
} from '#test/domain/account/examples.js';
import { created, deleted } from '#test/domain/project/examples.js';
import { at } from '#test/support/examples.js';
import { given } from './given.js';

const after = (...events: readonly DomainEvent[]) => given(accountsProjection, events);

const profileRow = (value: string | null) => ({
  first_name: value,
  last_name: value,
  display_name: value,
  avatar_url: value,
  bio: value,
  phone: value,
  job_title: value,
  company: value,
  website: value,
  location: value,
});
const row = {
  id: 7,
  username: 'ada',
  email: 'ada@example.com',
  ...profileRow(''),
  first_name: 'Ada',
  last_name: 'Lovelace',
  plan: 'free',
  plan_since: at(0),
  is_onboarded: false,
  is_email_verified: false,
  registered_at: at(0),
  updated_at: at(0),
  revision: 0,
};

describe('the account of a person', () => {
  it('is there once they registered', () => {
    after(registered).then(accounts, [row]);
  });

  it('shows the changed part of the profile', () => {
    const changed = profileChanged({ profile: { firstName: 'Augusta' }, onboarded: true });
    const now = { ...row, first_name: 'Augusta', is_onboarded: true, updated_at: at(2), revision: 1 };
    after(registered, changed).then(accounts, [now]);
  });

  it('shows the plan and since when', () => {
    const now = { ...row, plan: 'pro', plan_since: at(3), updated_at: at(3), revision: 1 };
    after(registered, planChanged({})).then(accounts, [now]);
  });

  it('shows that the address was verified', () => {
    const now = { ...row, is_email_verified: true, updated_at: at(5), revision: 1 };
    after(registered, emailVerified).then(accounts, [now]);
  });

  it('shows when the password was changed and nothing of it', () => {
    after(registered, passwordChanged()).then(accounts, [{ ...row, updated_at: at(6), revision: 1 }]);
  });

  it('says nothing about a person who was erased', () => {
    const data = { ...registration, email: ERASED, username: ERASED, profile: ERASED };
    const now = { ...row, username: null, email: null, ...profileRow(null) };
    after({ type: 'AccountRegistered', data }).then(accounts, [now]);
  });

  it('hides the profile when a later change of it is erased', () => {
    const now = { ...row, ...profileRow(null), updated_at: at(2), revision: 1 };
    after(registered, profileChanged({ profile: ERASED })).then(accounts, [now]);
  });

  it('stores text with a character Postgres does not know', () => {
    const data = { ...registration, username: 'a\0da' };
    after({ type: 'AccountRegistered', data }).then(accounts, [{ ...row, username: 'a\uFFFDda' }]);
  });
});

const usage = { account_id: 7, projects_owned: 0, designs_created: 0, last_login_at: null };

const signedIn = (minutes: number): DomainEvent => ({
  type: 'SessionStarted',
  data: {
    sessionId: '6f1d2f0e-8f55-4d5c-9a3b-3c7c2f5a9b41',
    accountId: 7,
    method: 'password',
    ip: '127.0.0.1',
    userAgent: 'test',
    at: at(minutes),
  },
});

describe('the usage of an account', () => {
  it('counts projects', () => {
    after(created(), created()).then(accountUsage, [{ ...usage, projects_owned: 2, designs_created: 2 }]);
  });

  it('remembers that a deleted one was created', () => {
    after(created(), deleted).then(accountUsage, [{ ...usage, designs_created: 1 }]);
  });

  it('says when somebody signed in last', () => {
    after(signedIn(5), signedIn(9), signedIn(7)).then(accountUsage, [{ ...usage, last_login_at: at(9) }]);
  });
});
