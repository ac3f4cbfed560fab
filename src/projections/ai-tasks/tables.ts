import { bigint, counter, jsonb, nullable, table, text, timestamptz } from '../kit/table.js';

/** One row per generation, whatever became of it. Its result is not here: the aggregate knows where it lies. */
export const aiTasks = table({
  name: 'ai_tasks',
  columns: {
    id: bigint,
    account_id: bigint,
    project_id: nullable(bigint),
    kind: text,
    status: text,
    percent: bigint,
    /** What the running attempt does; empty while none does anything. */
    stage: text,
    /** The last attempt that was started; 0: none yet. */
    attempt: bigint,
    /** Null, as parameters, once the person was erased. */
    prompt: nullable(text),
    parameters: nullable(jsonb),
    /** Of the answer, once there is one. */
    model: nullable(text),
    tokens_in: nullable(bigint),
    tokens_out: nullable(bigint),
    cost_micro_usd: nullable(bigint),
    duration_ms: nullable(bigint),
    /** Why it failed. */
    reason: nullable(text),
    requested_at: timestamptz,
    /** When it ended, however. */
    completed_at: nullable(timestamptz),
    /** Of the last event that this row reflects. */
    revision: bigint,
  },
  key: ['id'],
  indexes: [['account_id', 'requested_at', 'id', 'status']],
  writers: { single: 'generation' },
  owner: 'account_id',
});

/** Generations per account; no row stands for none. */
export const aiTaskCounts = table({
  name: 'ai_task_counts',
  columns: { account_id: bigint, tasks: counter },
  key: ['account_id'],
  writers: 'shared',
  owner: 'account_id',
});
