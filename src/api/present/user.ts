import type { Account } from '#domain/account/index.js';
import type { Profile } from '#domain/account/events.js';
import { reveal } from '#domain/kit/personal.js';
import type { GrantedRole } from '#domain/account/roles.js';
import { PLANS, type PlanSlug } from '#domain/plan/plans.js';

/** A person as the log or the read model knows them, ready to be shown. */
export interface UserView {
  readonly id: number;
  readonly email: string;
  readonly username: string;
  readonly profile: Profile;
  readonly plan: PlanSlug;
  readonly planSince: string;
  readonly onboarded: boolean;
  readonly emailVerified: boolean;
  readonly roles: readonly GrantedRole[];
  readonly registeredAt: string;
}

export interface Usage {
  readonly projectsOwned: number;
  readonly designsCreated: number;
  readonly lastLogin: string | null;
  /** AI requests that count against the limit of this month, and all there ever were. */
  readonly aiRequestsUsed: number;
  readonly aiRequests: number;
  /** Other providers the person signs in by. */
  readonly providers: readonly string[];
}

/** The view of an account's state; an erased person has empty names. */
export const userOf = (account: Account): UserView => ({
  id: account.id,
  email: reveal(account.email, ''),
  username: reveal(account.username, ''),
  profile: reveal(account.profile, {}),
  plan: account.plan,
  planSince: account.planSince,
  onboarded: account.onboarded,
  emailVerified: account.emailVerified,
  roles: account.roles,
  registeredAt: account.registeredAt,
});

const fullName = ({ username, profile }: UserView): string => {
  const realName = [profile.firstName, profile.lastName].filter(Boolean).join(' ');
  return [profile.displayName, realName].find(Boolean) ?? username;
};

export const presentShortUser = (user: UserView) => ({
  id: user.id,
  username: user.username,
  email: user.email,
  name: fullName(user),
  emailVerified: user.emailVerified,
});

const presentProfile = (profile: Profile) => ({
  display_name: profile.displayName ?? '',
  avatar_url: profile.avatarUrl ?? '',
  bio: profile.bio ?? '',
  phone: profile.phone ?? '',
  job_title: profile.jobTitle ?? '',
  company: profile.company ?? '',
  website: profile.website ?? '',
  location: profile.location ?? '',
});

const presentSubscription = ({ plan, planSince }: UserView, usage: Usage) => {
  const { displayName, features, maxProjects, maxAiRequestsPerMonth, maxStorageMb } = PLANS[plan];
  return {
    tier: plan,
    tier_name: displayName,
    status: 'active',
    billing_period: 'monthly',
    current_period_start: planSince,
    next_billing_date: null,
    cancel_at_period_end: false,
    features,
    feature_flags: Object.fromEntries(features.map((feature) => [feature, true])),
    projects_used: usage.projectsOwned,
    projects_limit: maxProjects,
    ai_requests_used: usage.aiRequestsUsed,
    ai_requests_limit: maxAiRequestsPerMonth,
    storage_used: 0,
    storage_limit: maxStorageMb,
  };
};

/** The whole users/me object. */
export const presentUser = (user: UserView, usage: Usage) => ({
  ...presentShortUser(user),
  first_name: user.profile.firstName ?? '',
  last_name: user.profile.lastName ?? '',
  ...presentProfile(user.profile),
  avatar: user.profile.avatarUrl ?? '',
  is_email_verified: user.emailVerified,
  is_onboarded: user.onboarded,
  // In version 1 who was staff could do what needs the role of an admin now.
  is_staff: user.roles.includes('admin'),
  is_superuser: user.roles.includes('admin'),
  roles: user.roles,
  date_joined: user.registeredAt,
  last_login: usage.lastLogin,
  total_designs_created: usage.designsCreated,
  total_ai_requests: usage.aiRequests,
  storage_used_mb: 0,
  providers: usage.providers,
  profile: presentProfile(user.profile),
  subscription: presentSubscription(user, usage),
  subscription_tier: user.plan,
});
