import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { personal } from '../kit/personal.js';
import { instant, integerId } from '../kit/values.js';

const FAILURES = ['wrong_password', 'account_deactivated', 'throttled'] as const;
export type SignInFailure = (typeof FAILURES)[number];

export const signInEvents = {
  /** Somebody tried to sign in to an account that exists, in vain. Unknown names are events of nobody. */
  LoginFailed: defineEvent(
    'LoginFailed',
    z.strictObject({
      accountId: integerId,
      method: z.enum(['password']),
      reason: z.enum(FAILURES),
      ip: personal(z.string()),
      userAgent: personal(z.string()),
      at: instant,
    }),
  ),
};

export type SignInEvent = EventsOf<typeof signInEvents>;
