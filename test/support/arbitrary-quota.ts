import fc from 'fast-check';
import type { QuotaCommand, QuotaEvent } from '#domain/quota/index.js';
import { accountId, command, event, instant, limit, projectId } from './arbitrary-values.js';

const slot = { accountId, projectId, at: instant };
const reason = fc.constantFrom('project_deleted' as const, 'project_abandoned' as const);

export const quotaCommands: fc.Arbitrary<QuotaCommand> = fc.oneof(
  { weight: 2, arbitrary: command('ReserveProjectSlot', fc.record({ slot: fc.record(slot), limit })) },
  command('ReleaseProjectSlot', fc.record({ slot: fc.record(slot), reason })),
);

export const quotaEventsInAnyOrder: fc.Arbitrary<QuotaEvent> = fc.oneof(
  event('ProjectSlotReserved', fc.record(slot)),
  event('ProjectSlotReleased', fc.record({ ...slot, reason })),
);
