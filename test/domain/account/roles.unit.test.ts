import { account, type AccountCommand, type AccountEvent } from '#domain/account/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';
import { abandoned, registered } from './examples.js';

const grant: AccountCommand = { type: 'GrantRole', role: 'auditor', at: at(3) };
const revoke: AccountCommand = { type: 'RevokeRole', role: 'auditor', at: at(4) };
const granted: AccountEvent = {
  type: 'AccountRoleGranted',
  data: { accountId: 7, role: 'auditor', at: at(3) },
};
const revoked: AccountEvent = {
  type: 'AccountRoleRevoked',
  data: { accountId: 7, role: 'auditor', at: at(4) },
};

spec(account, 'an account without a role', [
  { name: 'is granted one', given: [registered], when: grant, then: [granted] },
  { name: 'has none to be taken back', given: [registered], when: revoke, then: [] },
]);

spec(account, 'an account with a role', [
  { name: 'is granted it once', given: [registered, granted], when: grant, then: [] },
  { name: 'loses it', given: [registered, granted], when: revoke, then: [revoked] },
  { name: 'is granted it again', given: [registered, granted, revoked], when: grant, then: [granted] },
]);

spec(account, 'what is no account', [
  { name: 'is granted nothing', given: [], when: grant, then: { error: 'not_found' } },
  {
    name: 'is granted nothing once it was given up',
    given: [abandoned],
    when: grant,
    then: { error: 'not_found' },
  },
]);
