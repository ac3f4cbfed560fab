import { ERASED } from '#domain/kit/personal.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { aiTasksProjection } from '#projections/ai-tasks/projection.js';
import { aiTaskCounts, aiTasks } from '#projections/ai-tasks/tables.js';
import * as example from '#test/domain/generation/examples.js';
import { at } from '#test/support/examples.js';
import { given } from './given.js';

const { cancelled, completed, failed, GENERATION, PERSON, progressed, requested, started } = example;
const after = (...events: readonly DomainEvent[]) => given(aiTasksProjection, events);

const pending = {
  id: GENERATION,
  account_id: PERSON,
  project_id: 100,
  kind: 'layout',
  status: 'pending',
  percent: 0,
  stage: '',
  attempt: 0,
  prompt: 'A poster for a summer fair',
  parameters: { style: 'modern', canvas: { width: 1920, height: 1080 } },
  model: null,
  tokens_in: null,
  tokens_out: null,
  cost_micro_usd: null,
  duration_ms: null,
  reason: null,
  requested_at: at(0),
  completed_at: null,
  revision: 0,
};
const running = { ...pending, status: 'processing', attempt: 1, revision: 1 };
const ended = {
  ...running,
  model: 'local-layout-1',
  tokens_in: 500,
  tokens_out: 2000,
  cost_micro_usd: 65_000,
  duration_ms: 1200,
  completed_at: at(9),
  revision: 2,
};

describe('the list of AI tasks', () => {
  it('has a task that was asked for', () => {
    after(requested()).then(aiTasks, [pending]);
  });

  it('hides what a person wrote when the person was erased', () => {
    const erased = requested({ prompt: ERASED, brief: ERASED });
    after(erased).then(aiTasks, [{ ...pending, prompt: null, parameters: null }]);
  });

  it('shows how far it is', () => {
    const now = { ...running, percent: 40, stage: 'asking', revision: 2 };
    after(requested(), started(1), progressed(40)).then(aiTasks, [now]);
  });

  it('begins again with another attempt', () => {
    const now = { ...running, attempt: 2, revision: 3 };
    after(requested(), started(1), progressed(40), started(2)).then(aiTasks, [now]);
  });

  it('shows what a completed one took', () => {
    after(requested(), started(1), completed(1)).then(aiTasks, [
      { ...ended, status: 'completed', percent: 100 },
    ]);
  });

  it('says why one failed', () => {
    after(requested(), started(1), failed(1)).then(aiTasks, [
      { ...ended, status: 'failed', reason: 'timed_out' },
    ]);
  });

  it('shows that one was cancelled', () => {
    const now = { ...pending, status: 'cancelled', completed_at: at(7), revision: 1 };
    after(requested(), cancelled(false)).then(aiTasks, [now]);
  });

  it('has none that was given up', () => {
    after(example.abandoned).then(aiTasks, []);
  });
});

describe('the number of AI tasks', () => {
  it('goes up with each', () => {
    after(requested(), requested({ generationId: 901 })).then(aiTaskCounts, [
      { account_id: PERSON, tasks: 2 },
    ]);
  });
});
