import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { instant } from '../kit/values.js';

/** Why access tokens are refused. */
export const REFUSAL_REASONS = [
  'too_long',
  'malformed',
  'header',
  'key',
  'algorithm',
  'signature',
  'expired',
  'not_yet',
  'audience',
  'issuer',
  'type',
  'claims',
  'over',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export const tokenRefusalEvents = {
  /** So many tokens a process refused for the same reason. Of no account: what they claim is not proved. */
  TokensRefused: defineEvent(
    'TokensRefused',
    z.strictObject({
      reason: z.enum(REFUSAL_REASONS),
      count: z.int().positive(),
      from: instant,
      at: instant,
    }),
  ),
};

export type TokenRefusalEvent = EventsOf<typeof tokenRefusalEvents>;
