import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { personal } from '../kit/personal.js';
import { digest, instant, integerId } from '../kit/values.js';
import { apiScope } from './scopes.js';

const about = { keyId: z.uuid(), accountId: integerId, at: instant };

export const apiKeyEvents = {
  ApiKeyCreated: defineEvent(
    'ApiKeyCreated',
    z.strictObject({
      ...about,
      /** `legacy`: a token of version 1 that was taken over. */
      kind: z.enum(['key', 'legacy']),
      name: personal(z.string()),
      /** The first characters of the key's text, to tell keys apart by. */
      prefix: z.string().max(8),
      /** HMAC of the key's text: the text itself is stored nowhere. */
      hash: digest,
      scopes: z.array(apiScope),
      expiresAt: instant.nullable(),
    }),
  ),
  /** From then on the key lets nobody in. */
  ApiKeyRevoked: defineEvent(
    'ApiKeyRevoked',
    z.strictObject({ ...about, reason: z.enum(['owner', 'operator']) }),
  ),
  /** The fence of a creation that was given up: the stream can no longer become a key. */
  ApiKeyAbandoned: defineEvent('ApiKeyAbandoned', z.strictObject(about)),
};

export type ApiKeyEvent = EventsOf<typeof apiKeyEvents>;
