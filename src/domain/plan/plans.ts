/**
 * Plans and their limits. Source: the v2.0 guide's prices, limits and flags; collaborators and
 * exports from decisions.md §7.
 */
export const PLAN_SLUGS = ['free', 'pro', 'enterprise'] as const;
export type PlanSlug = (typeof PLAN_SLUGS)[number];

export interface Plan {
  readonly slug: PlanSlug;
  readonly displayName: string;
  /** US dollars. */
  readonly priceMonthly: number;
  readonly priceYearly: number;
  /** −1 means unlimited, in every limit. */
  readonly maxProjects: number;
  readonly maxAiRequestsPerMonth: number;
  readonly maxStorageMb: number;
  readonly maxCollaboratorsPerProject: number;
  readonly maxExportsPerMonth: number;
  readonly features: readonly string[];
}

export const PLANS: Readonly<Record<PlanSlug, Plan>> = {
  free: {
    slug: 'free',
    displayName: 'Free',
    priceMonthly: 0,
    priceYearly: 0,
    maxProjects: 3,
    maxAiRequestsPerMonth: 50,
    maxStorageMb: 100,
    maxCollaboratorsPerProject: 1,
    maxExportsPerMonth: 10,
    features: ['basic_ai'],
  },
  pro: {
    slug: 'pro',
    displayName: 'Pro',
    priceMonthly: 19,
    priceYearly: 190,
    maxProjects: 50,
    maxAiRequestsPerMonth: 500,
    maxStorageMb: 5000,
    maxCollaboratorsPerProject: 10,
    maxExportsPerMonth: 1000,
    features: ['advanced_ai', 'priority_support'],
  },
  enterprise: {
    slug: 'enterprise',
    displayName: 'Enterprise',
    priceMonthly: 99,
    priceYearly: 990,
    maxProjects: -1,
    maxAiRequestsPerMonth: -1,
    maxStorageMb: -1,
    maxCollaboratorsPerProject: -1,
    maxExportsPerMonth: -1,
    features: ['advanced_ai', 'white_label', 'api_access'],
  },
};

/** True while `used` leaves room for one more under `limit` (−1 = unlimited). */
export const hasRoom = (used: number, limit: number): boolean => limit === -1 || used < limit;
