import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { instant, integerId } from '../kit/values.js';

/** A place for one API key among those an account may have at once. */
const about = { accountId: integerId, keyId: z.uuid(), at: instant };

export const keyringEvents = {
  KeySlotReserved: defineEvent('KeySlotReserved', z.strictObject(about)),
  KeySlotReleased: defineEvent(
    'KeySlotReleased',
    z.strictObject({ ...about, reason: z.enum(['key_revoked', 'key_expired', 'key_abandoned']) }),
  ),
};

export type KeyringEvent = EventsOf<typeof keyringEvents>;
