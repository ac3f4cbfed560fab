import type { AccountEvent, Profile } from '#domain/account/events.js';
import type { Personal } from '#domain/kit/personal.js';
import type { ProjectEvent } from '#domain/project/events.js';
import type { SessionEvent } from '#domain/session/events.js';
import { add, most, patch, put } from '../kit/change.js';
import { projection } from '../kit/projection.js';
import { revealed } from '../kit/revealed.js';
import { accounts, accountUsage } from './tables.js';

const COLUMNS = {
  firstName: 'first_name',
  lastName: 'last_name',
  displayName: 'display_name',
  avatarUrl: 'avatar_url',
  bio: 'bio',
  phone: 'phone',
  jobTitle: 'job_title',
  company: 'company',
  website: 'website',
  location: 'location',
} as const satisfies Record<keyof Profile, string>;

type ProfileRow = Readonly<Record<(typeof COLUMNS)[keyof Profile], string | null>>;

const everyColumn = (value: string | null): ProfileRow => ({
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

/** The columns a profile says something about: all of them (null) when it was erased. */
const knownColumns = (profile: Personal<Profile>): Partial<ProfileRow> => {
  const known = revealed(profile);
  if (!known) return everyColumn(null);
  const fields = Object.entries(COLUMNS).map(([field, column]) => [column, known[field as keyof Profile]]);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Partial<ProfileRow>;
};

export const accountsProjection = projection<AccountEvent | ProjectEvent | SessionEvent>({
  name: 'accounts',
  version: 2,
  shape: 2,
  categories: ['account', 'project', 'session'],
  tables: [accounts, accountUsage],
  on: {
    AccountRegistered: ({ data, revision }) => [
      put(accounts, {
        id: data.accountId,
        username: revealed(data.username),
        email: revealed(data.email),
        ...everyColumn(''),
        ...knownColumns(data.profile),
        plan: data.plan,
        plan_since: data.at,
        is_onboarded: false,
        is_email_verified: false,
        registered_at: data.at,
        updated_at: data.at,
        revision,
      }),
    ],
    AccountProfileChanged: ({ data, revision }) => [
      patch(
        accounts,
        { id: data.accountId },
        { ...knownColumns(data.profile), is_onboarded: data.onboarded, updated_at: data.at, revision },
      ),
    ],
    AccountPlanChanged: ({ data, revision }) => [
      patch(
        accounts,
        { id: data.accountId },
        { plan: data.to, plan_since: data.at, updated_at: data.at, revision },
      ),
    ],
    AccountRoleGranted: ({ data, revision }) => [
      patch(accounts, { id: data.accountId }, { updated_at: data.at, revision }),
    ],
    AccountRoleRevoked: ({ data, revision }) => [
      patch(accounts, { id: data.accountId }, { updated_at: data.at, revision }),
    ],
    AccountEmailVerified: ({ data, revision }) => [
      patch(accounts, { id: data.accountId }, { is_email_verified: true, updated_at: data.at, revision }),
    ],
    AccountIdentityLinked: ({ data, revision }) => [
      patch(accounts, { id: data.accountId }, { updated_at: data.at, revision }),
    ],
    AccountIdentityUnlinked: ({ data, revision }) => [
      patch(accounts, { id: data.accountId }, { updated_at: data.at, revision }),
    ],
    AccountPasswordChanged: ({ data, revision }) => [
      patch(accounts, { id: data.accountId }, { updated_at: data.at, revision }),
    ],
    AccountCredentialUpgraded: ({ data, revision }) => [
      patch(accounts, { id: data.accountId }, { updated_at: data.at, revision }),
    ],
    AccountPreferencesChanged: ({ data, revision }) => [
      patch(accounts, { id: data.accountId }, { updated_at: data.at, revision }),
    ],
    AccountDeactivated: ({ data, revision }) => [
      patch(accounts, { id: data.accountId }, { updated_at: data.at, revision }),
    ],
    AccountReactivated: ({ data, revision }) => [
      patch(accounts, { id: data.accountId }, { updated_at: data.at, revision }),
    ],
    AccountSessionsRevoked: ({ data, revision }) => [
      patch(accounts, { id: data.accountId }, { updated_at: data.at, revision }),
    ],
    SessionStarted: ({ data }) => [
      most(accountUsage, { account_id: data.accountId }, { last_login_at: data.at }),
    ],
    ProjectCreated: ({ data }) => [
      add(accountUsage, { account_id: data.ownerId }, { projects_owned: 1, designs_created: 1 }),
    ],
    ProjectDeleted: ({ data }) => [add(accountUsage, { account_id: data.ownerId }, { projects_owned: -1 })],
  },
});
