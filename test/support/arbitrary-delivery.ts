import fc from 'fast-check';
import type { DeliveryCommand, DeliveryEvent } from '#domain/delivery/index.js';
import { accountId, command, event, instant } from './arbitrary-values.js';

const about = {
  key: fc.constant('mail_welcome.0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10'),
  kind: fc.constantFrom('mail_welcome' as const, 'mail_reset' as const),
  accountId,
  at: instant,
};
const delivered = fc.record({
  ...about,
  messageId: fc.constant('<a@example.com>'),
  attempt: fc.integer({ min: 1, max: 9 }),
});
const bounced = fc.record({ ...about, code: fc.constantFrom('smtp_550', 'smtp_552') });
const gaveUp = fc.record({
  ...about,
  reason: fc.constantFrom('expired' as const, 'failed' as const, 'operator' as const),
  detail: fc.constantFrom('', 'smtp_421'),
});

export const deliveryCommands: fc.Arbitrary<DeliveryCommand> = fc.oneof(
  command('RecordDelivery', fc.record({ delivered })),
  command('RecordBounce', fc.record({ bounced })),
  command('GiveUpMail', fc.record({ gaveUp })),
);

export const deliveryEventsInAnyOrder: fc.Arbitrary<DeliveryEvent> = fc.oneof(
  event('MailDelivered', delivered),
  event('MailBounced', bounced),
  event('MailGaveUp', gaveUp),
);
