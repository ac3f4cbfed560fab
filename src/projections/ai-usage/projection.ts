import type { AiQuotaEvent } from '#domain/aiquota/events.js';
import type { GenerationEvent, GenerationKind } from '#domain/generation/events.js';
import { add, type Change } from '../kit/change.js';
import { projection } from '../kit/projection.js';
import { aiQuotaMonths, aiUsage, aiUsageDays, type AiCounts } from './tables.js';

interface Happened {
  readonly accountId: number;
  readonly kind: GenerationKind;
  /** The month it counts in. */
  readonly month: string;
  readonly at: string;
}

/** Counts it for its month and for the day it happened on. */
const count = ({ accountId, kind, month, at }: Happened, by: AiCounts): readonly Change[] => [
  add(aiUsage, { account_id: accountId, month, kind }, by),
  add(aiUsageDays, { account_id: accountId, day: at.slice(0, 10), kind }, by),
];

interface Used {
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly costMicroUsd: number;
  readonly durationMs: number;
}

const usageOf = ({ tokensIn, tokensOut, costMicroUsd, durationMs }: Used) => ({
  tokens_in: tokensIn,
  tokens_out: tokensOut,
  cost_micro_usd: costMicroUsd,
  duration_ms: durationMs,
});

const used = ({ accountId, month }: { accountId: number; month: string }, by: number): Change =>
  add(aiQuotaMonths, { account_id: accountId, month }, { used: by });

export const aiUsageProjection = projection<GenerationEvent | AiQuotaEvent>({
  name: 'ai_usage',
  version: 1,
  shape: 1,
  categories: ['aiquota', 'generation'],
  tables: [aiUsage, aiUsageDays, aiQuotaMonths],
  on: {
    GenerationRequested: ({ data }) => count(data, { requests: 1 }),
    GenerationCompleted: ({ data }) => count(data, { completed: 1, ...usageOf(data) }),
    GenerationFailed: ({ data }) => count(data, { failed: 1, ...usageOf(data) }),
    GenerationCancelled: ({ data }) => count(data, { cancelled: 1 }),
    AiRequestReserved: ({ data }) => [used(data, 1)],
    AiRequestReleased: ({ data }) => [used(data, -1)],
  },
});
