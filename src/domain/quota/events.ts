import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { instant, integerId } from '../kit/values.js';

/** A slot is both the reservation and the usage: it names the project it is for. */
const about = { accountId: integerId, projectId: integerId, at: instant };

export const quotaEvents = {
  ProjectSlotReserved: defineEvent('ProjectSlotReserved', z.strictObject(about)),
  ProjectSlotReleased: defineEvent(
    'ProjectSlotReleased',
    z.strictObject({ ...about, reason: z.enum(['project_deleted', 'project_abandoned']) }),
  ),
};

export type QuotaEvent = EventsOf<typeof quotaEvents>;
