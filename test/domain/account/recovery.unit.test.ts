import { account, type AccountCommand } from '#domain/account/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';
import * as example from './examples.js';

const { abandoned, emailVerified, passwordChanged, registered, RESET, resetPassword } = example;
const verify: AccountCommand = { type: 'VerifyEmail', at: at(5) };
const resetWith = (reset: typeof RESET, minutes: number): AccountCommand => ({
  type: 'ResetPassword',
  credential: example.NEW_CREDENTIAL,
  reset,
  at: at(minutes),
});
const NEWER = { resetId: '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b21', requestedAt: at(7) };
const OLDER = { resetId: '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b22', requestedAt: at(4) };

spec(account, 'an account nobody registered, or that was given up', [
  { name: 'has no address to verify', given: [], when: verify, then: { error: 'not_found' } },
  { name: 'has no password to reset', given: [], when: resetPassword, then: { error: 'not_found' } },
  { name: 'stays without one', given: [abandoned], when: resetPassword, then: { error: 'not_found' } },
]);

spec(account, 'the e-mail address of an account', [
  { name: 'is verified', given: [registered], when: verify, then: [emailVerified] },
  { name: 'is verified once', given: [registered, emailVerified], when: verify, then: [] },
]);

spec(account, 'the password of an account', [
  { name: 'is set by a reset', given: [registered], when: resetPassword, then: [passwordChanged()] },
  {
    name: 'is not set twice by one reset',
    given: [registered, passwordChanged()],
    when: resetWith(RESET, 8),
    then: { error: 'link_not_valid' },
  },
  {
    name: 'is set again by a newer reset',
    given: [registered, passwordChanged()],
    when: resetWith(NEWER, 8),
    then: [passwordChanged({ resetId: NEWER.resetId, at: at(8) })],
  },
  {
    name: 'is not set by a reset from before the last change',
    given: [registered, passwordChanged({ resetId: null })],
    when: resetWith(OLDER, 8),
    then: { error: 'link_not_valid' },
  },
]);
