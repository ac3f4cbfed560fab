import fc from 'fast-check';
import type { AccountCommand, AccountEvent } from '#domain/account/index.js';
import {
  accountId,
  command,
  digest,
  event,
  instant,
  personal,
  plan,
  requestId as resetId,
  text,
} from './arbitrary-values.js';

const profile = fc.record(
  { firstName: text, displayName: text, bio: text, website: text },
  { requiredKeys: [] },
);

const registration = fc.record({
  accountId,
  email: personal(text),
  username: personal(text),
  profile: personal(profile),
  credential: personal(fc.oneof(text, fc.constant('old'))),
  emailKey: digest,
  usernameKey: digest,
  plan,
  at: instant,
});

const profileWithUndefined = fc.record(
  { firstName: fc.option(text, { nil: undefined }), bio: text },
  { requiredKeys: [] },
);

const role = fc.constantFrom('admin' as const, 'analyst' as const, 'auditor' as const);
const reset = fc.record({ resetId, requestedAt: instant });

const provider = fc.constantFrom('google', 'github');
const connection = fc.record({
  connectionId: resetId,
  provider,
  identityKey: digest,
  email: personal(text),
  username: personal(text),
});
const preferences = fc.record(
  { theme: fc.constantFrom('light' as const, 'dark' as const), autoSave: fc.boolean() },
  { requiredKeys: [] },
);
const exchange = { checked: fc.constant('old'), credential: fc.constantFrom('new', 'newer'), at: instant };

export const accountCommands: fc.Arbitrary<AccountCommand> = fc.oneof(
  command('RegisterAccount', fc.record({ registration, connection }, { requiredKeys: ['registration'] })),
  command(
    'ChangeProfile',
    fc.record(
      { profile: profileWithUndefined, onboarded: fc.boolean(), at: instant },
      {
        requiredKeys: ['profile', 'at'],
      },
    ),
  ),
  command('ChangePlan', fc.record({ plan, at: instant })),
  command('GrantRole', fc.record({ role, at: instant })),
  command('RevokeRole', fc.record({ role, at: instant })),
  command('VerifyEmail', fc.record({ at: instant })),
  command('ResetPassword', fc.record({ credential: text, reset, at: instant })),
  command('RevokeSessions', fc.record({ at: instant })),
  command('LinkIdentity', fc.record({ connection, at: instant })),
  command('UnlinkIdentity', fc.record({ provider, at: instant })),
  command('ChangePreferences', fc.record({ preferences, at: instant })),
  command('ChangePassword', fc.record(exchange)),
  command('UpgradeCredential', fc.record(exchange)),
  command('DeactivateAccount', fc.record({ at: instant })),
  command('ReactivateAccount', fc.record({ at: instant })),
  command('AbandonAccount', fc.record({ accountId, at: instant })),
);

export const accountEventsInAnyOrder: fc.Arbitrary<AccountEvent> = fc.oneof(
  event('AccountRegistered', registration),
  event(
    'AccountProfileChanged',
    fc.record({ accountId, profile: personal(profile), onboarded: fc.boolean(), at: instant }),
  ),
  event('AccountPlanChanged', fc.record({ accountId, from: plan, to: plan, at: instant })),
  event('AccountRoleGranted', fc.record({ accountId, role, at: instant })),
  event('AccountRoleRevoked', fc.record({ accountId, role, at: instant })),
  event('AccountEmailVerified', fc.record({ accountId, at: instant })),
  event(
    'AccountPasswordChanged',
    fc.record({ accountId, credential: personal(text), resetId: fc.option(resetId), at: instant }),
  ),
  event('AccountSessionsRevoked', fc.record({ accountId, at: instant })),
  event(
    'AccountIdentityLinked',
    fc.tuple(connection, accountId, instant).map(([linked, id, at]) => ({ accountId: id, ...linked, at })),
  ),
  event(
    'AccountIdentityUnlinked',
    fc.record({ accountId, connectionId: resetId, provider, identityKey: digest, at: instant }),
  ),
  event('AccountCredentialUpgraded', fc.record({ accountId, credential: personal(text), at: instant })),
  event(
    'AccountPreferencesChanged',
    fc.record({ accountId, preferences: personal(preferences), at: instant }),
  ),
  event('AccountDeactivated', fc.record({ accountId, at: instant })),
  event('AccountReactivated', fc.record({ accountId, at: instant })),
  event('AccountAbandoned', fc.record({ accountId, at: instant })),
);
