import { bigint, boolean, counter, nullable, table, text, timestamptz } from '../kit/table.js';

const personalText = nullable(text);

/** One row per account. Personal columns are null once the person was erased. */
export const accounts = table({
  name: 'accounts',
  columns: {
    id: bigint,
    username: personalText,
    email: personalText,
    first_name: personalText,
    last_name: personalText,
    display_name: personalText,
    avatar_url: personalText,
    bio: personalText,
    phone: personalText,
    job_title: personalText,
    company: personalText,
    website: personalText,
    location: personalText,
    plan: text,
    plan_since: timestamptz,
    is_onboarded: boolean,
    is_email_verified: boolean,
    registered_at: timestamptz,
    updated_at: timestamptz,
    revision: bigint,
  },
  key: ['id'],
  writers: { single: 'account' },
});

/** Counters of an account; no row stands for zeros. */
export const accountUsage = table({
  name: 'account_usage',
  columns: {
    account_id: bigint,
    projects_owned: counter,
    /** Projects ever created, deleted ones included. */
    designs_created: counter,
    last_login_at: nullable(timestamptz),
  },
  key: ['account_id'],
  writers: 'shared',
  owner: 'account_id',
});
