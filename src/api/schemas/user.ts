import { z } from 'zod';
import { GRANTED_ROLES } from '#domain/account/roles.js';
import { PLAN_SLUGS } from '#domain/plan/plans.js';
import { count, id, instant } from './common.js';

const email = z.email().max(254);
const username = z
  .string()
  .trim()
  .min(1)
  .max(150)
  .regex(/^[^\s\p{Cc}@]+$/u, { error: 'A username has no spaces and no @.' });
/** One line: no control characters, of which some change how a text looks in a mail or a terminal. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, {
      error: 'A text of one line, without control characters, is needed.',
    });
const personName = line(150);
const password = z.string().min(1).max(1_000);

export const registration = z
  .object({
    email,
    username: username.optional(),
    password,
    name: personName.optional(),
    first_name: personName.optional(),
    last_name: personName.optional(),
  })
  .meta({ id: 'Registration' });

/** Either field may hold a username or an e-mail address. */
export const credentials = z
  .object({ username: z.string().max(254).optional(), email: z.string().max(254).optional(), password })
  .refine((body) => (body.username ?? body.email ?? '') !== '', {
    error: 'username or email is needed.',
    path: ['username'],
  })
  .meta({ id: 'Credentials' });

export const refreshToken = z.object({ refresh: z.string().min(1).max(8_000) }).meta({ id: 'RefreshToken' });
export const anyToken = z.object({ token: z.string().min(1).max(8_000) }).meta({ id: 'AnyToken' });
export const signOut = z.object({ refresh: z.string().max(8_000).optional() }).meta({ id: 'SignOut' });

const isWebAddress = (text: string): boolean => {
  const url = URL.parse(text);
  return (
    (url?.protocol === 'http:' || url?.protocol === 'https:') && url.username === '' && url.password === ''
  );
};

const short = line(150);
/** Empty: none. Never `javascript:` or `data:`: others may see it as a link or a picture. */
const address = line(2_000).refine((text) => text === '' || isWebAddress(text), {
  error: 'An address that begins with http:// or https:// is needed.',
});
/** Several lines. */
const story = z
  .string()
  .max(2_000)
  .regex(/^(?:[^\p{Cc}]|[\n\r\t])*$/u, { error: 'A text without control characters is needed.' });

export const profileChanges = z
  .object({
    name: personName,
    first_name: personName,
    last_name: personName,
    display_name: short,
    avatar_url: address,
    avatar: address,
    bio: story,
    phone: line(50),
    job_title: short,
    company: short,
    website: address,
    location: short,
    is_onboarded: z.boolean(),
  })
  .partial()
  .meta({ id: 'ProfileChanges' });

export const tokenPair = z
  .strictObject({ access: z.string(), refresh: z.string() })
  .meta({ id: 'TokenPair' });

/** The person as sign-in answers show them. */
const shortUser = z
  .strictObject({ id, username: z.string(), email: z.string(), name: z.string(), emailVerified: z.boolean() })
  .meta({ id: 'ShortUser' });

export const signedIn = z
  .strictObject({
    access: z.string(),
    refresh: z.string(),
    tokens: tokenPair,
    token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: count,
    user: shortUser,
    message: z.string().optional(),
  })
  .meta({ id: 'SignedIn' });

const limit = z.int().min(-1);

const subscription = z
  .strictObject({
    tier: z.enum(PLAN_SLUGS),
    tier_name: z.string(),
    status: z.literal('active'),
    billing_period: z.literal('monthly'),
    current_period_start: instant,
    next_billing_date: instant.nullable(),
    cancel_at_period_end: z.boolean(),
    features: z.array(z.string()),
    feature_flags: z.record(z.string(), z.boolean()),
    projects_used: count,
    projects_limit: limit,
    ai_requests_used: count,
    ai_requests_limit: limit,
    storage_used: count,
    storage_limit: limit,
  })
  .meta({ id: 'Subscription' });

const profile = z.strictObject({
  display_name: z.string(),
  avatar_url: z.string(),
  bio: z.string(),
  phone: z.string(),
  job_title: z.string(),
  company: z.string(),
  website: z.string(),
  location: z.string(),
});

/** The person as they see themselves: the superset of api-contract §4.5. */
export const currentUser = z
  .strictObject({
    ...shortUser.shape,
    first_name: z.string(),
    last_name: z.string(),
    ...profile.shape,
    avatar: z.string(),
    is_email_verified: z.boolean(),
    is_onboarded: z.boolean(),
    is_staff: z.boolean(),
    is_superuser: z.boolean(),
    roles: z.array(z.enum(GRANTED_ROLES)),
    date_joined: instant,
    last_login: instant.nullable(),
    total_designs_created: count,
    total_ai_requests: count,
    storage_used_mb: z.number(),
    providers: z.array(z.string()),
    profile,
    subscription,
    subscription_tier: z.enum(PLAN_SLUGS),
  })
  .meta({ id: 'CurrentUser' });
