import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { digest, instant, integerId } from '../kit/values.js';

/** A name only one account may hold. `key` is an HMAC of the normalised value: the log never shows it. */
const about = { key: digest, kind: z.enum(['email', 'username']), accountId: integerId, at: instant };

export const reservationEvents = {
  NameReserved: defineEvent('NameReserved', z.strictObject(about)),
  /**
   * Another account has the name, too: version 1 let several people use one address in different case. Nobody
   * can be told apart by it from then on.
   */
  NameShared: defineEvent('NameShared', z.strictObject(about)),
  NameReleased: defineEvent(
    'NameReleased',
    z.strictObject({ ...about, reason: z.enum(['registration_refused', 'registration_abandoned']) }),
  ),
};

export type ReservationEvent = EventsOf<typeof reservationEvents>;
