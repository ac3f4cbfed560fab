import { PLAN_SLUGS, type PlanSlug } from '#domain/plan/plans.js';
import type { Subjects } from '#platform/rates/subject.js';
import type { Limit } from '#platform/rates/windows.js';

/** Requests a minute. Source: decisions.md §6. */
export interface Rates {
  readonly anonymous: number;
  readonly reads: number;
  readonly writes: number;
  readonly ai: number;
  readonly apiKey: Readonly<Record<PlanSlug, number>>;
}

/** Who a request counts for. */
export type Sender =
  | { readonly kind: 'anonymous'; readonly address: string }
  | { readonly kind: 'session'; readonly accountId: number }
  /** All keys of an account count together. */
  | { readonly kind: 'apiKey'; readonly accountId: number; readonly plan: PlanSlug };

/** What it asks for. */
export type Asked = 'read' | 'write' | 'ai';

export interface Counter {
  readonly limit: Limit;
  readonly subject: string;
}

const MINUTE = 60;
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a request asks for: by its method, except where the route says otherwise. */
export const askedBy = (method: string, rate: 'ai' | undefined): Asked => {
  if (rate) return rate;
  return READING.has(method) ? 'read' : 'write';
};

const perMinute = (name: string, most: number): Limit => ({ name, most, seconds: MINUTE });

/** Which counter a request falls under: one, whatever it asks for. */
export const limitsOf = (rates: Rates, subjects: Subjects) => {
  const anonymous = perMinute('anonymous', rates.anonymous);
  const session: Readonly<Record<Asked, Limit>> = {
    read: perMinute('reads', rates.reads),
    write: perMinute('writes', rates.writes),
    ai: perMinute('ai', rates.ai),
  };
  const byPlan = PLAN_SLUGS.map((plan) => [plan, perMinute(`key-${plan}`, rates.apiKey[plan])] as const);
  const apiKey = new Map(byPlan);
  return (sender: Sender, asked: Asked): Counter => {
    switch (sender.kind) {
      case 'anonymous':
        return { limit: anonymous, subject: subjects.address(sender.address) };
      case 'session':
        return { limit: session[asked], subject: String(sender.accountId) };
      case 'apiKey':
        return { limit: apiKey.get(sender.plan) ?? anonymous, subject: String(sender.accountId) };
    }
  };
};
