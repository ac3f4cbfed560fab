import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { instant, integerId } from '../kit/values.js';

/** What every outcome of a mail says: never an address, a name or a text of the mail. */
const about = {
  /** Key of the effect; also the id of the stream. */
  key: z.string().regex(/^[a-z0-9_.-]{1,200}$/),
  kind: z.enum(['mail_welcome', 'mail_verify', 'mail_reset', 'mail_ai_ready']),
  accountId: integerId,
  at: instant,
};
/** Stable word for a program, such as `smtp_550`. */
const code = z.string().regex(/^[a-z0-9_.]{1,100}$/);

export const deliveryEvents = {
  /** The mail server accepted the mail. */
  MailDelivered: defineEvent(
    'MailDelivered',
    z.strictObject({ ...about, messageId: z.string().min(1).max(300), attempt: z.int().positive() }),
  ),
  /** The mail server refused the mail for good. */
  MailBounced: defineEvent('MailBounced', z.strictObject({ ...about, code })),
  /** Nobody tries any more, unless an operator says so. */
  MailGaveUp: defineEvent(
    'MailGaveUp',
    z.strictObject({
      ...about,
      reason: z.enum(['expired', 'failed', 'operator']),
      /** Stable code or the operator's words; never personal. */
      detail: z.string().max(500),
    }),
  ),
};

export type DeliveryEvent = EventsOf<typeof deliveryEvents>;
