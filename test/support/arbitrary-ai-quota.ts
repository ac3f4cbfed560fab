import fc from 'fast-check';
import type { AiQuotaCommand, AiQuotaEvent } from '#domain/aiquota/index.js';
import { accountId, command, event, instant, limit } from './arbitrary-values.js';

export const month = fc.constantFrom('2026-01', '2026-02', '2026-03');
export const generationId = fc.integer({ min: 1, max: 6 });

const request = fc.record({ accountId, generationId, month, at: instant });
const reason = fc.constantFrom('failed' as const, 'cancelled' as const, 'abandoned' as const);

export const aiQuotaCommands: fc.Arbitrary<AiQuotaCommand> = fc.oneof(
  { weight: 2, arbitrary: command('ReserveAiRequest', fc.record({ request, limit })) },
  command('ReleaseAiRequest', fc.record({ request, reason })),
);

export const aiQuotaEventsInAnyOrder: fc.Arbitrary<AiQuotaEvent> = fc.oneof(
  event('AiRequestReserved', request),
  event('AiRequestReleased', fc.record({ accountId, generationId, month, at: instant, reason })),
);
