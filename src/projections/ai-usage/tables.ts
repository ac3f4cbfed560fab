import { bigint, counter, table, text } from '../kit/table.js';

/** What was asked for and what it cost. Money in millionths of a US dollar. */
const counters = {
  requests: counter,
  completed: counter,
  failed: counter,
  cancelled: counter,
  tokens_in: counter,
  tokens_out: counter,
  cost_micro_usd: counter,
  duration_ms: counter,
};
export type AiCounts = { readonly [N in keyof typeof counters]?: number };

/** By the month in which it was asked for. */
export const aiUsage = table({
  name: 'ai_usage',
  columns: { account_id: bigint, month: text, kind: text, ...counters },
  key: ['account_id', 'month', 'kind'],
  writers: 'shared',
  owner: 'account_id',
});

/** By the UTC day on which it happened: `2026-02-08`. */
export const aiUsageDays = table({
  name: 'ai_usage_days',
  columns: { account_id: bigint, day: text, kind: text, ...counters },
  key: ['account_id', 'day', 'kind'],
  writers: 'shared',
  owner: 'account_id',
});

/** Requests that count against the plan's limit: reserved and not given back. */
export const aiQuotaMonths = table({
  name: 'ai_quota_months',
  columns: { account_id: bigint, month: text, used: counter },
  key: ['account_id', 'month'],
  writers: 'shared',
  owner: 'account_id',
});
