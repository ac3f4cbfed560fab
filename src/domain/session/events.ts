import { z } from 'zod';
import { defineEvent, type EventsOf, type Upcast } from '../kit/event.js';
import { personal } from '../kit/personal.js';
import { instant, integerId } from '../kit/values.js';

const sessionId = z.uuid();

/** Version 2 knows more methods, and more reasons. */
const sameInVersion2: Upcast = (data) => data;

export const sessionEvents = {
  SessionStarted: defineEvent(
    'SessionStarted',
    z.strictObject({
      sessionId,
      accountId: integerId,
      method: z.enum(['registration', 'password', 'oauth']),
      ip: personal(z.string()),
      userAgent: personal(z.string()),
      at: instant,
    }),
    [sameInVersion2],
  ),
  /** The refresh token of generation `generation - 1` was exchanged for its successor. */
  SessionRefreshed: defineEvent(
    'SessionRefreshed',
    z.strictObject({ sessionId, accountId: integerId, generation: z.int().positive(), at: instant }),
  ),
  SessionEnded: defineEvent(
    'SessionEnded',
    z.strictObject({
      sessionId,
      accountId: integerId,
      /** `revoked`: by the person, from another session. */
      reason: z.enum(['logout', 'token_reused', 'revoked']),
      at: instant,
    }),
    [sameInVersion2],
  ),
};

export type SessionEvent = EventsOf<typeof sessionEvents>;
