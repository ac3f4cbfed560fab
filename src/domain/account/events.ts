import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { personal } from '../kit/personal.js';
import { digest, instant, integerId } from '../kit/values.js';
import { providerName } from '../identity/events.js';
import { PLAN_SLUGS } from '../plan/plans.js';
import { somePreferences } from './preferences.js';
import { grantedRole } from './roles.js';

const plan = z.enum(PLAN_SLUGS);

const profileFields = z.strictObject({
  firstName: z.string(),
  lastName: z.string(),
  displayName: z.string(),
  avatarUrl: z.string(),
  bio: z.string(),
  phone: z.string(),
  jobTitle: z.string(),
  company: z.string(),
  website: z.string(),
  location: z.string(),
});
/** Any part of a profile: absent fields are not known, or not changed. */
const partialProfile = profileFields.partial();
export type Profile = Readonly<z.infer<typeof partialProfile>>;

export const accountEvents = {
  AccountRegistered: defineEvent(
    'AccountRegistered',
    z.strictObject({
      accountId: integerId,
      email: personal(z.string()),
      username: personal(z.string()),
      profile: personal(partialProfile),
      /**
       * argon2id over the password and the vault's pepper, in PHC format; `pbkdf2_sha256$...` as it was before
       * for people of version 1. Empty: there is no password, the account was opened by way of another provider.
       */
      credential: personal(z.string()),
      /** Names of the reservations this account holds. */
      emailKey: digest,
      usernameKey: digest,
      plan,
      at: instant,
    }),
  ),
  AccountProfileChanged: defineEvent(
    'AccountProfileChanged',
    z.strictObject({
      accountId: integerId,
      /** Only the fields that changed. */
      profile: personal(partialProfile),
      onboarded: z.boolean(),
      at: instant,
    }),
  ),
  AccountPlanChanged: defineEvent(
    'AccountPlanChanged',
    z.strictObject({ accountId: integerId, from: plan, to: plan, at: instant }),
  ),
  /** The person opened the link that was mailed to the address of the account. */
  AccountEmailVerified: defineEvent(
    'AccountEmailVerified',
    z.strictObject({ accountId: integerId, at: instant }),
  ),
  AccountPasswordChanged: defineEvent(
    'AccountPasswordChanged',
    z.strictObject({
      accountId: integerId,
      credential: personal(z.string()),
      /** The reset whose link was used up; null when the person knew the old password. */
      resetId: z.uuid().nullable(),
      at: instant,
    }),
  ),
  /** The same password, hashed anew: sessions go on. */
  AccountCredentialUpgraded: defineEvent(
    'AccountCredentialUpgraded',
    z.strictObject({ accountId: integerId, credential: personal(z.string()), at: instant }),
  ),
  AccountPreferencesChanged: defineEvent(
    'AccountPreferencesChanged',
    z.strictObject({
      accountId: integerId,
      /** Only those that changed. */
      preferences: personal(somePreferences),
      at: instant,
    }),
  ),
  /** From then on nobody signs in to the account and its sessions are over; what it owns stays. */
  AccountDeactivated: defineEvent(
    'AccountDeactivated',
    z.strictObject({ accountId: integerId, at: instant }),
  ),
  AccountReactivated: defineEvent(
    'AccountReactivated',
    z.strictObject({ accountId: integerId, at: instant }),
  ),
  /** The person signed out everywhere: sessions that began before are over. */
  AccountSessionsRevoked: defineEvent(
    'AccountSessionsRevoked',
    z.strictObject({ accountId: integerId, at: instant }),
  ),
  /** From then on the person may do what the role may, until it is taken back. */
  AccountRoleGranted: defineEvent(
    'AccountRoleGranted',
    z.strictObject({ accountId: integerId, role: grantedRole, at: instant }),
  ),
  AccountRoleRevoked: defineEvent(
    'AccountRoleRevoked',
    z.strictObject({ accountId: integerId, role: grantedRole, at: instant }),
  ),
  /** From then on the person signs in by this identity, too. */
  AccountIdentityLinked: defineEvent(
    'AccountIdentityLinked',
    z.strictObject({
      accountId: integerId,
      connectionId: z.uuid(),
      provider: providerName,
      /** Name of the stream that says whose the identity is. */
      identityKey: digest,
      /** What the provider calls the person; empty when it said nothing. */
      email: personal(z.string()),
      username: personal(z.string()),
      at: instant,
    }),
  ),
  AccountIdentityUnlinked: defineEvent(
    'AccountIdentityUnlinked',
    z.strictObject({
      accountId: integerId,
      connectionId: z.uuid(),
      provider: providerName,
      identityKey: digest,
      at: instant,
    }),
  ),
  /** The fence of a registration that was given up: the stream can no longer become an account. */
  AccountAbandoned: defineEvent('AccountAbandoned', z.strictObject({ accountId: integerId, at: instant })),
};

export type AccountEvent = EventsOf<typeof accountEvents>;
