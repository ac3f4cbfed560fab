import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { instant, integerId, month } from '../kit/values.js';

/** One AI request of a month: the reservation is the usage, and names the generation it is for. */
const about = { accountId: integerId, generationId: integerId, month, at: instant };

export const RELEASE_REASONS = ['failed', 'cancelled', 'abandoned'] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

export const aiQuotaEvents = {
  AiRequestReserved: defineEvent('AiRequestReserved', z.strictObject(about)),
  AiRequestReleased: defineEvent(
    'AiRequestReleased',
    z.strictObject({ ...about, reason: z.enum(RELEASE_REASONS) }),
  ),
};

export type AiQuotaEvent = EventsOf<typeof aiQuotaEvents>;
