import type { DomainEvent } from '#domain/kit/event.js';
import { aiModelsProjection } from '#projections/ai-models/projection.js';
import { aiModelDays, EVERYBODY } from '#projections/ai-models/tables.js';
import { completed, failed, PERSON, requested } from '#test/domain/generation/examples.js';
import { given } from './given.js';

const after = (...events: readonly DomainEvent[]) => given(aiModelsProjection, events);

const counted = (more: object) =>
  [EVERYBODY, PERSON].map((account_id) => ({
    account_id,
    day: '2026-02-08',
    kind: 'layout',
    model: 'local-layout-1',
    completed: 0,
    failed: 0,
    tokens: 2_500,
    cost_micro_usd: 65_000,
    duration_ms: 1_200,
    ...more,
  }));

describe('the usage of models', () => {
  it('counts an answer for the account and for everybody, with what it took', () => {
    after(requested(), completed(1)).then(aiModelDays, counted({ completed: 1 }));
  });

  it('counts a useless answer, and what it took all the same', () => {
    after(requested(), failed(1)).then(aiModelDays, counted({ failed: 1 }));
  });

  it('counts a request no model answered under no model', () => {
    const silent = { tokensIn: 0, tokensOut: 0, costMicroUsd: 0, durationMs: 0, model: null };
    const event = failed(1);
    const unanswered = { ...event, data: { ...event.data, ...silent } };
    const nothing = { failed: 1, model: '', tokens: 0, cost_micro_usd: 0, duration_ms: 0 };
    after(unanswered).then(aiModelDays, counted(nothing));
  });

  it('does not count a request that is not answered yet', () => {
    after(requested()).then(aiModelDays, []);
  });
});
