import type { GenerationKind } from '#domain/generation/events.js';
import type { AiModelUsage } from '#projections/ai-models/queries.js';
import type { AiTaskRow } from '#projections/ai-tasks/queries.js';
import { groupBy } from '#platform/group-by.js';
import { taskOfRow, presentTask } from './ai-task.js';
import { dollars, rounded, sumOf } from './days.js';

/** What analytics calls the kinds of generations. */
const SERVICES = {
  layout: 'layout_generation',
  logo: 'logo_generation',
  image: 'image_generation',
  color_palette: 'color_palette',
  font_suggestion: 'font_suggestion',
  refinement: 'design_refinement',
} as const satisfies Record<GenerationKind, string>;

const serviceOf = (kind: string): string => (SERVICES as Readonly<Record<string, string>>)[kind] ?? kind;

type Used = Pick<AiModelUsage, 'completed' | 'failed' | 'tokens' | 'costMicroUsd' | 'durationMs'>;

const answered = ({ completed, failed }: Used): number => completed + failed;

const sumsOf = (rows: readonly Used[]) => ({
  count: sumOf(rows, answered),
  tokens: sumOf(rows, ({ tokens }) => tokens),
  cost: dollars(sumOf(rows, ({ costMicroUsd }) => costMicroUsd)),
});

/** A percentage; 0 when nothing was answered. */
const successRate = (rows: readonly Used[]): number => {
  const all = sumOf(rows, answered);
  return all === 0 ? 0 : rounded((100 * sumOf(rows, ({ completed }) => completed)) / all);
};

const averageDuration = (rows: readonly Used[]): number =>
  Math.round(sumOf(rows, ({ durationMs }) => durationMs) / Math.max(1, sumOf(rows, answered)));

const modelOf = (model: string, rows: readonly Used[]) => ({
  model,
  ...sumsOf(rows),
  average_duration_ms: averageDuration(rows),
  success_rate: successRate(rows),
});

/** What the AI was used for: in all, by service, and by the model that answered. */
export const presentAiUsage = (rows: readonly AiModelUsage[]) => {
  const { count, tokens, cost } = sumsOf(rows);
  const services = Object.entries(SERVICES).map(([kind, name]) => [
    name,
    sumsOf(rows.filter((row) => row.kind === kind)),
  ]);
  const models = [...groupBy(rows, ({ model }) => model)].filter(([model]) => model !== '');
  return {
    summary: {
      total_requests: count,
      total_tokens: tokens,
      total_cost: cost,
      success_rate: successRate(rows),
    },
    by_service: Object.fromEntries(services) as object,
    by_model: models.map(([model, days]) => modelOf(model, days)),
  };
};

/** One answered request in the words of analytics. */
export const presentAnswered = (row: AiTaskRow) => {
  const task = presentTask(taskOfRow(row), null);
  return {
    id: row.id,
    service_type: serviceOf(row.kind),
    tokens_used: task.tokens_used ?? 0,
    estimated_cost: task.estimated_cost ?? 0,
    model_used: task.model_used,
    request_duration_ms: row.durationMs ?? 0,
    success: row.status === 'completed',
    error_message: task.error_message,
    timestamp: row.completedAt ?? row.requestedAt,
  };
};
