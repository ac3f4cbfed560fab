import type { FailureReason, GenerationKind } from '#domain/generation/events.js';
import { FAILURE_REASONS } from '#domain/generation/events.js';
import type { Generation } from '#domain/generation/index.js';
import { reveal } from '#domain/kit/personal.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { AiTaskRow } from '#projections/ai-tasks/queries.js';
import { failureText } from './ai-failure.js';

/** A generation as the log or the read model knows it. */
interface TaskView {
  readonly id: number;
  readonly accountId: number;
  readonly username: string;
  readonly projectId: number | null;
  readonly kind: string;
  readonly status: string;
  readonly percent: number;
  readonly stage: string;
  readonly prompt: string;
  readonly parameters: object;
  readonly reason: FailureReason | null;
  readonly model: string | null;
  /** Null until it has ended. */
  readonly tokens: number | null;
  readonly costMicroUsd: number | null;
  readonly requestedAt: string;
  readonly completedAt: string | null;
}

const used = ({ status }: Generation): boolean => status === 'completed' || status === 'failed';

/** The view of a generation's state. */
export const taskOf = (state: Generation, username: string): TaskView => ({
  ...state,
  username,
  prompt: reveal(state.prompt, ''),
  parameters: reveal(state.brief, {}),
  tokens: used(state) ? state.tokensIn + state.tokensOut : null,
  costMicroUsd: used(state) ? state.costMicroUsd : null,
  completedAt: state.endedAt === '' ? null : state.endedAt,
});

const reasonOf = (stored: string | null): FailureReason | null =>
  FAILURE_REASONS.find((known) => known === stored) ?? null;

/** The view of a row of the list of tasks. */
export const taskOfRow = (row: AiTaskRow): TaskView => ({
  ...row,
  username: row.username ?? '',
  prompt: row.prompt ?? '',
  parameters: row.parameters ?? {},
  reason: reasonOf(row.reason),
  tokens: row.tokensIn === null || row.tokensOut === null ? null : row.tokensIn + row.tokensOut,
});

const MICRO = 1_000_000;

/**
 * The task of api-contract §6.3: the same in lists and when it is asked for alone. Lists show null for the
 * result.
 */
export const presentTask = (task: TaskView, result: JsonObject | null) => {
  const failed = task.reason === null ? null : failureText(task.reason);
  return {
    task_id: String(task.id),
    id: task.id,
    user: task.accountId,
    user_name: task.username,
    project: task.projectId,
    request_type: task.kind,
    status: task.status,
    progress: task.percent,
    stage: task.stage,
    prompt: task.prompt,
    parameters: task.parameters,
    result,
    error_message: failed?.message ?? '',
    error_type: failed?.error_type ?? null,
    model_used: task.model ?? '',
    tokens_used: task.tokens,
    estimated_cost: task.costMicroUsd === null ? null : task.costMicroUsd / MICRO,
    created_at: task.requestedAt,
    completed_at: task.completedAt,
  };
};

/** Path of a task under the origin. */
export const taskPath = (id: number): string => `/api/v1/ai/tasks/${id}/`;

/** Usual time until the result is there, in seconds; shown to whoever waits. */
const ESTIMATED_SECONDS: Readonly<Record<GenerationKind, number>> = {
  layout: 20,
  logo: 20,
  color_palette: 5,
  font_suggestion: 5,
  refinement: 25,
  image: 30,
};

/** What a request is answered with that does not wait. */
export const presentAccepted = ({ id, kind }: Pick<Generation, 'id' | 'kind'>, origin: string) => ({
  task_id: String(id),
  id,
  status: 'processing',
  estimated_time: ESTIMATED_SECONDS[kind],
  status_url: `${origin}${taskPath(id)}`,
});
