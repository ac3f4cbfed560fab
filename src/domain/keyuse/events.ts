import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { personal } from '../kit/personal.js';
import { instant, integerId } from '../kit/values.js';

/** A stream of its own, beside the key's: whoever holds the key decides how long it becomes. */
export const keyUseEvents = {
  /** A key was used some times: gathered by a process and written now and then, not for each request. */
  ApiKeyUsed: defineEvent(
    'ApiKeyUsed',
    z.strictObject({
      keyId: z.uuid(),
      accountId: integerId,
      /** Requests since the event before of the same process. */
      uses: z.int().positive(),
      /** Requests ever, these included. */
      total: z.int().positive(),
      lastUsedAt: instant,
      lastIp: personal(z.string()),
      at: instant,
    }),
  ),
};

export type KeyUseEvent = EventsOf<typeof keyUseEvents>;
