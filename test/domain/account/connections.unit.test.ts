import { account, type AccountEvent } from '#domain/account/index.js';
import { at, digestOf } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';
import * as example from './examples.js';

const { registered } = example;
const connection = {
  connectionId: '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b31',
  provider: 'google',
  identityKey: digestOf('b'),
  email: 'ada@example.com',
  username: 'ada',
};
const linked = (time = at(0)): AccountEvent => ({
  type: 'AccountIdentityLinked',
  data: { accountId: 7, ...connection, at: time },
});
const { email: _email, username: _username, ...ended } = connection;
const unlinked: AccountEvent = {
  type: 'AccountIdentityUnlinked',
  data: { accountId: 7, ...ended, at: at(2) },
};
const withoutPassword = { ...example.registration, credential: '' };
const opened: AccountEvent[] = [
  { type: 'AccountRegistered', data: withoutPassword },
  { type: 'AccountEmailVerified', data: { accountId: 7, at: at(0) } },
  linked(),
];
const link = { type: 'LinkIdentity', connection, at: at(1) } as const;
const unlink = { type: 'UnlinkIdentity', provider: 'google', at: at(2) } as const;

spec(account, 'an account that is opened by way of a provider', [
  {
    name: 'has a verified address and a connection from its first moment',
    given: [],
    when: { type: 'RegisterAccount', registration: withoutPassword, connection },
    then: opened,
  },
  { name: 'keeps its only way in', given: opened, when: unlink, then: { error: 'only_way_in' } },
  {
    name: 'may give it up once it has a password',
    given: [...opened, example.passwordChanged()],
    when: unlink,
    then: [unlinked],
  },
]);

spec(account, 'an account with a password', [
  { name: 'is connected', given: [registered], when: link, then: [linked(at(1))] },
  { name: 'is connected once', given: [registered, linked()], when: link, then: [] },
  {
    name: 'has one identity of a provider',
    given: [registered, linked()],
    when: { ...link, connection: { ...connection, connectionId: example.RESET.resetId } },
    then: { error: 'provider_connected' },
  },
  { name: 'is disconnected', given: [registered, linked()], when: unlink, then: [unlinked] },
  { name: 'has nothing to disconnect', given: [registered], when: unlink, then: { error: 'not_found' } },
  {
    name: 'never gets back a connection that ended',
    given: [registered, linked(), unlinked],
    when: link,
    then: { error: 'identity_taken' },
  },
]);

spec(account, 'an account nobody registered', [
  { name: 'is not connected', given: [], when: link, then: { error: 'not_found' } },
]);
