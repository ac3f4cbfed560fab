import type { DomainEvent } from '#domain/kit/event.js';
import { aiUsageProjection } from '#projections/ai-usage/projection.js';
import { aiQuotaMonths, aiUsage, aiUsageDays } from '#projections/ai-usage/tables.js';
import * as example from '#test/domain/generation/examples.js';
import { at } from '#test/support/examples.js';
import { given } from './given.js';

const { cancelled, completed, failed, PERSON, requested, started } = example;
const after = (...events: readonly DomainEvent[]) => given(aiUsageProjection, events);

const nothing = {
  requests: 0,
  completed: 0,
  failed: 0,
  cancelled: 0,
  tokens_in: 0,
  tokens_out: 0,
  cost_micro_usd: 0,
  duration_ms: 0,
};
const taken = { tokens_in: 500, tokens_out: 2000, cost_micro_usd: 65_000, duration_ms: 1200 };
const ofMonth = { account_id: PERSON, month: '2026-02', kind: 'layout', ...nothing };

describe('the usage of the AI', () => {
  it('counts what was asked for', () => {
    after(requested()).then(aiUsage, [{ ...ofMonth, requests: 1 }]);
  });

  it('counts what was made, and what it took', () => {
    after(requested(), started(1), completed(1)).then(aiUsage, [
      { ...ofMonth, requests: 1, completed: 1, ...taken },
    ]);
  });

  it('counts what failed, and what it took all the same', () => {
    after(requested(), started(1), failed(1)).then(aiUsage, [
      { ...ofMonth, requests: 1, failed: 1, ...taken },
    ]);
  });

  it('counts what was cancelled', () => {
    after(requested(), cancelled(false)).then(aiUsage, [{ ...ofMonth, requests: 1, cancelled: 1 }]);
  });

  it('is kept by kind', () => {
    after(requested(), requested({ kind: 'logo' })).then(aiUsage, [
      { ...ofMonth, requests: 1 },
      { ...ofMonth, kind: 'logo', requests: 1 },
    ]);
  });

  it('is kept by the day on which something happened, too', () => {
    const { month: _month, ...ofDay } = { ...ofMonth, day: '2026-02-08', requests: 1 };
    after(requested()).then(aiUsageDays, [ofDay]);
  });
});

describe('the requests used of a month', () => {
  const request = { accountId: PERSON, generationId: 1, month: '2026-02', at: at(0) };
  const reserved = { type: 'AiRequestReserved', data: request };
  const released = { type: 'AiRequestReleased', data: { ...request, reason: 'failed' } };

  it('go up with each', () => {
    after(reserved, reserved).then(aiQuotaMonths, [{ account_id: PERSON, month: '2026-02', used: 2 }]);
  });

  it('go down with each that was given back', () => {
    after(reserved, released).then(aiQuotaMonths, [{ account_id: PERSON, month: '2026-02', used: 0 }]);
  });
});
