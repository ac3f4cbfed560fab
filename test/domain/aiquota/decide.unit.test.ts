import type { ReleaseReason } from '#domain/aiquota/events.js';
import { aiQuota, type AiQuotaCommand, type AiQuotaEvent } from '#domain/aiquota/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const FEBRUARY = '2026-02';
const MARCH = '2026-03';

const request = (generationId: number, month = FEBRUARY) => ({
  accountId: 7,
  generationId,
  month,
  at: at(generationId),
});
const reserve = (generationId: number, limit: number, month = FEBRUARY): AiQuotaCommand => ({
  type: 'ReserveAiRequest',
  request: request(generationId, month),
  limit,
});
const release = (generationId: number, reason: ReleaseReason = 'failed'): AiQuotaCommand => ({
  type: 'ReleaseAiRequest',
  request: request(generationId),
  reason,
});
const reserved = (generationId: number, month = FEBRUARY): AiQuotaEvent => ({
  type: 'AiRequestReserved',
  data: request(generationId, month),
});
const released = (generationId: number, reason: ReleaseReason = 'failed'): AiQuotaEvent => ({
  type: 'AiRequestReleased',
  data: { ...request(generationId), reason },
});
const full = [reserved(1), reserved(2)];
const exceeded = (details: { limit: number; used: number; reset_at: string }) => ({
  error: 'request_limit_exceeded' as const,
  details,
});

spec(aiQuota, 'an account that has asked for nothing this month', [
  { name: 'gets its first request', given: [], when: reserve(1, 2), then: [reserved(1)] },
  { name: 'has no request to give back', given: [], when: release(1), then: [] },
]);

spec(aiQuota, 'an account that has used up its month', [
  {
    name: 'is refused another request and told limit, use and when the next month begins',
    given: full,
    when: reserve(3, 2),
    then: exceeded({ limit: 2, used: 2, reset_at: '2026-03-01T00:00:00.000Z' }),
  },
  {
    name: 'is told that after December comes January',
    given: [],
    when: reserve(3, 0, '2026-12'),
    then: exceeded({ limit: 0, used: 0, reset_at: '2027-01-01T00:00:00.000Z' }),
  },
  { name: 'keeps a request it has', given: full, when: reserve(2, 2), then: [] },
  { name: 'gets more after an upgrade', given: full, when: reserve(3, 500), then: [reserved(3)] },
  {
    name: 'gets as many as it wants without a limit',
    given: full,
    when: reserve(3, -1),
    then: [reserved(3)],
  },
  {
    name: 'has all of its requests again in the next month',
    given: full,
    when: reserve(3, 2, MARCH),
    then: [reserved(3, MARCH)],
  },
  {
    name: 'gets the request of a failed generation again',
    given: [...full, released(1)],
    when: reserve(3, 2),
    then: [reserved(3)],
  },
]);

spec(aiQuota, 'a request in use', [
  { name: 'comes back when its generation failed', given: full, when: release(2), then: [released(2)] },
  {
    name: 'comes back when its generation was cancelled before it ran',
    given: full,
    when: release(2, 'cancelled'),
    then: [released(2, 'cancelled')],
  },
  { name: 'comes back once', given: [...full, released(2)], when: release(2), then: [] },
]);

spec(aiQuota, 'a month that two later ones have followed', [
  {
    name: 'takes no request any more',
    given: [reserved(1), reserved(2, MARCH), reserved(3, '2026-04')],
    when: reserve(4, 50),
    then: { error: 'month_closed' },
  },
  {
    name: 'gives nothing back any more',
    given: [reserved(1), reserved(2, MARCH), reserved(3, '2026-04')],
    when: release(1),
    then: [],
  },
]);
