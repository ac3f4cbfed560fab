import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { instant } from '../kit/values.js';

const kid = z.string().regex(/^[0-9a-f]{16}$/);

/** Who did it stands in the metadata. The material of keys is in the vault and in no event. */
export const signingKeysEvents = {
  /** A new key signs from `activeFrom` on; the one before verifies until its last token has expired. */
  SigningKeyRotated: defineEvent(
    'SigningKeyRotated',
    z.strictObject({
      kid,
      algorithm: z.enum(['HS256', 'ES256']),
      previousKid: kid,
      activeFrom: instant,
      at: instant,
    }),
  ),
  /** Tokens of this key are refused from now on. */
  SigningKeyRetired: defineEvent('SigningKeyRetired', z.strictObject({ kid, at: instant })),
};

export type SigningKeysEvent = EventsOf<typeof signingKeysEvents>;
