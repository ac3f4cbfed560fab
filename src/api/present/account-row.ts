import { PLAN_SLUGS, type PlanSlug } from '#domain/plan/plans.js';
import type { AccountRow } from '#projections/accounts/queries.js';
import type { AiUsage } from '#projections/ai-usage/queries.js';
import type { Usage, UserView } from './user.js';

/** Text columns become null when the person was erased. */
const text = (value: string | null): string => value ?? '';

const planOf = (slug: string): PlanSlug => PLAN_SLUGS.find((known) => known === slug) ?? 'free';

/** The view of a row of the accounts read model; which roles the account has the log says. */
export const userOfRow = (row: AccountRow, roles: UserView['roles']): UserView => ({
  id: row.id,
  email: text(row.email),
  username: text(row.username),
  profile: {
    firstName: text(row.firstName),
    lastName: text(row.lastName),
    displayName: text(row.displayName),
    avatarUrl: text(row.avatarUrl),
    bio: text(row.bio),
    phone: text(row.phone),
    jobTitle: text(row.jobTitle),
    company: text(row.company),
    website: text(row.website),
    location: text(row.location),
  },
  plan: planOf(row.plan),
  planSince: row.planSince,
  onboarded: row.isOnboarded,
  emailVerified: row.isEmailVerified,
  roles,
  registeredAt: row.registeredAt,
});

/** What the account used, as far as the read model knows; a missing row stands for nothing. */
export const usageOfRow = (
  row: AccountRow | undefined,
  { ai, providers }: { readonly ai: AiUsage; readonly providers: readonly string[] },
): Usage => ({
  projectsOwned: row?.projectsOwned ?? 0,
  designsCreated: row?.designsCreated ?? 0,
  lastLogin: row?.lastLoginAt ?? null,
  aiRequestsUsed: ai.used,
  aiRequests: ai.requests,
  providers,
});
