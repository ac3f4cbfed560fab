import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { instant, integerId } from '../kit/values.js';

/** A stream of its own, beside the account's: strangers decide how long it becomes. */
export const recoveryEvents = {
  /** Somebody who knows the address asked for a link that sets a new password. */
  PasswordResetRequested: defineEvent(
    'PasswordResetRequested',
    z.strictObject({ accountId: integerId, resetId: z.uuid(), expiresAt: instant, at: instant }),
  ),
  /** The person asked for another link that proves the e-mail address is theirs. */
  VerificationRequested: defineEvent(
    'VerificationRequested',
    z.strictObject({ accountId: integerId, verificationId: z.uuid(), expiresAt: instant, at: instant }),
  ),
};

export type RecoveryEvent = EventsOf<typeof recoveryEvents>;
