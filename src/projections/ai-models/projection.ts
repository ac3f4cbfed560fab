import type { GenerationEvent } from '#domain/generation/events.js';
import { dayOf } from '#domain/kit/values.js';
import { add, type Change } from '../kit/change.js';
import { projection } from '../kit/projection.js';
import { aiModelDays, EVERYBODY } from './tables.js';

type Ended = Extract<GenerationEvent, { type: 'GenerationCompleted' | 'GenerationFailed' }>['data'];

/** For the account and for all. */
const count = (data: Ended, outcome: { completed: 1 } | { failed: 1 }): readonly Change[] =>
  [data.accountId, EVERYBODY].map((account_id) =>
    add(
      aiModelDays,
      { account_id, day: dayOf(data.at), kind: data.kind, model: data.model ?? '' },
      {
        ...outcome,
        tokens: data.tokensIn + data.tokensOut,
        cost_micro_usd: data.costMicroUsd,
        duration_ms: data.durationMs,
      },
    ),
  );

export const aiModelsProjection = projection<GenerationEvent>({
  name: 'ai_models',
  version: 1,
  shape: 1,
  categories: ['generation'],
  tables: [aiModelDays],
  unhurried: true,
  on: {
    GenerationCompleted: ({ data }) => count(data, { completed: 1 }),
    GenerationFailed: ({ data }) => count(data, { failed: 1 }),
  },
});
