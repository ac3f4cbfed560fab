import { expect } from 'chai';
import { fold } from '#domain/kit/decider.js';
import { account, type AccountCommand, type AccountEvent } from '#domain/account/index.js';
import { reveal } from '#domain/kit/personal.js';
import { sessionsNotBefore } from '#domain/account/state.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';
import { abandon, NEW_CREDENTIAL, passwordChanged, registered, registration, rename } from './examples.js';

const data = (minutes: number) => ({ accountId: 7, at: at(minutes) });
const deactivate: AccountCommand = { type: 'DeactivateAccount', at: at(6) };
const reactivate: AccountCommand = { type: 'ReactivateAccount', at: at(7) };
const deactivated: AccountEvent = { type: 'AccountDeactivated', data: data(6) };
const reactivated: AccountEvent = { type: 'AccountReactivated', data: data(7) };
const checked = reveal(registration.credential, '');
const exchange = { checked, credential: NEW_CREDENTIAL, at: at(6) };
const change: AccountCommand = { type: 'ChangePassword', ...exchange };
const upgrade: AccountCommand = { type: 'UpgradeCredential', ...exchange };
const upgraded: AccountEvent = {
  type: 'AccountCredentialUpgraded',
  data: { ...data(6), credential: NEW_CREDENTIAL },
};
const prefer = (preferences: object): AccountCommand => ({
  type: 'ChangePreferences',
  preferences,
  at: at(6),
});
const preferred = (preferences: object): AccountEvent => ({
  type: 'AccountPreferencesChanged',
  data: { ...data(6), preferences },
});

spec(account, 'an account in use', [
  { name: 'is deactivated', given: [registered], when: deactivate, then: [deactivated] },
  { name: 'is not reactivated', given: [registered], when: reactivate, then: [] },
  {
    name: 'has a new password when the old one is known',
    given: [registered],
    when: change,
    then: [passwordChanged({ resetId: null })],
  },
  {
    name: 'keeps a password that was changed in the meantime',
    given: [registered, passwordChanged()],
    when: change,
    then: { error: 'password_changed' },
  },
  { name: 'has its hash made anew', given: [registered], when: upgrade, then: [upgraded] },
  { name: 'has it made anew once', given: [registered, upgraded], when: upgrade, then: [] },
  {
    name: 'keeps what is set',
    given: [registered],
    when: prefer({ theme: 'dark' }),
    then: [preferred({ theme: 'dark' })],
  },
  {
    name: 'has defaults, which are not set again',
    given: [registered],
    when: prefer({ theme: 'system' }),
    then: [],
  },
]);

spec(account, 'a deactivated account', [
  { name: 'is deactivated once', given: [registered, deactivated], when: deactivate, then: [] },
  { name: 'is reactivated', given: [registered, deactivated], when: reactivate, then: [reactivated] },
  {
    name: 'cannot be changed by its owner',
    given: [registered, deactivated],
    when: rename,
    then: { error: 'not_found' },
  },
  {
    name: 'keeps its password',
    given: [registered, deactivated],
    when: change,
    then: { error: 'not_found' },
  },
  {
    name: 'keeps its names',
    given: [registered, deactivated],
    when: abandon,
    then: { error: 'target_exists' },
  },
]);

spec(account, 'what is no account', [
  { name: 'is not deactivated', given: [], when: deactivate, then: { error: 'not_found' } },
]);

describe('the sessions of an account', () => {
  it('are over when they began before it was deactivated, also once it is active again', () => {
    expect(sessionsNotBefore(fold(account, [registered, deactivated, reactivated]))).to.equal(at(6));
  });

  it('go on when a hash was made anew', () => {
    expect(sessionsNotBefore(fold(account, [registered, upgraded]))).to.equal('');
  });
});
