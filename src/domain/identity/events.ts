import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { digest, instant, integerId } from '../kit/values.js';

/** Name of a provider as paths and settings have it: `google`, `github` or the one of OIDC_NAME. */
export const providerName = z.string().regex(/^[a-z][a-z0-9_-]{0,30}$/);

/**
 * A person as a provider knows them, which only one account may sign in by. `key` is an HMAC of the issuer and
 * of its name for the person: the log never shows either.
 */
const about = {
  key: digest,
  provider: providerName,
  accountId: integerId,
  /** The connection it was claimed for; another one of the same account is another claim. */
  connectionId: z.uuid(),
  at: instant,
};

export const identityEvents = {
  IdentityClaimed: defineEvent('IdentityClaimed', z.strictObject(about)),
  IdentityReleased: defineEvent('IdentityReleased', z.strictObject(about)),
  /** Somebody signed in by it. */
  IdentityUsed: defineEvent('IdentityUsed', z.strictObject(about)),
};

export type IdentityEvent = EventsOf<typeof identityEvents>;
