import type { GenerationEvent } from '#domain/generation/events.js';
import type { JsonObject } from '#domain/kit/json.js';
import { add, patch, put, type Change } from '../kit/change.js';
import { projection, type Handled } from '../kit/projection.js';
import { revealed } from '../kit/revealed.js';
import { aiTaskCounts, aiTasks } from './tables.js';

type Of<T extends GenerationEvent['type']> = Handled<Extract<GenerationEvent, { type: T }>>;

const requested = ({ data, revision }: Of<'GenerationRequested'>): readonly Change[] => [
  put(aiTasks, {
    id: data.generationId,
    account_id: data.accountId,
    project_id: data.projectId,
    kind: data.kind,
    status: 'pending',
    percent: 0,
    stage: '',
    attempt: 0,
    prompt: revealed(data.prompt),
    parameters: revealed(data.brief) as JsonObject | null,
    model: null,
    tokens_in: null,
    tokens_out: null,
    cost_micro_usd: null,
    duration_ms: null,
    reason: null,
    requested_at: data.at,
    completed_at: null,
    revision,
  }),
  add(aiTaskCounts, { account_id: data.accountId }, { tasks: 1 }),
];

const usageOf = ({ data }: Of<'GenerationCompleted'> | Of<'GenerationFailed'>) => ({
  model: data.model,
  tokens_in: data.tokensIn,
  tokens_out: data.tokensOut,
  cost_micro_usd: data.costMicroUsd,
  duration_ms: data.durationMs,
  completed_at: data.at,
});

export const aiTasksProjection = projection<GenerationEvent>({
  name: 'ai_tasks',
  version: 1,
  shape: 1,
  categories: ['generation'],
  tables: [aiTasks, aiTaskCounts],
  on: {
    GenerationRequested: requested,
    GenerationStarted: ({ data: { generationId: id, attempt }, revision }) => [
      patch(aiTasks, { id }, { status: 'processing', attempt, percent: 0, stage: '', revision }),
    ],
    GenerationProgressed: ({ data: { generationId: id, percent, stage }, revision }) => [
      patch(aiTasks, { id }, { percent, stage, revision }),
    ],
    GenerationCompleted: (event) => [
      patch(
        aiTasks,
        { id: event.data.generationId },
        { ...usageOf(event), status: 'completed', percent: 100, stage: '', revision: event.revision },
      ),
    ],
    GenerationFailed: (event) => [
      patch(
        aiTasks,
        { id: event.data.generationId },
        {
          ...usageOf(event),
          status: 'failed',
          reason: event.data.reason,
          stage: '',
          revision: event.revision,
        },
      ),
    ],
    GenerationCancelled: ({ data, revision }) => [
      patch(
        aiTasks,
        { id: data.generationId },
        { status: 'cancelled', stage: '', completed_at: data.at, revision },
      ),
    ],
  },
});
