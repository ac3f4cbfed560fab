import { delivery, type DeliveryCommand, type DeliveryEvent } from '#domain/delivery/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const about = (minutes: number) => ({
  key: 'mail_reset.0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10',
  kind: 'mail_reset' as const,
  accountId: 7,
  at: at(minutes),
});
const accepted = (minutes: number) => ({ ...about(minutes), messageId: '<a@example.com>', attempt: 2 });
const refused = (minutes: number) => ({ ...about(minutes), code: 'smtp_550' });
const abandoned = (minutes: number) => ({ ...about(minutes), reason: 'expired' as const, detail: '' });

const deliver = (minutes: number): DeliveryCommand => ({
  type: 'RecordDelivery',
  delivered: accepted(minutes),
});
const bounce = (minutes: number): DeliveryCommand => ({ type: 'RecordBounce', bounced: refused(minutes) });
const giveUp = (minutes: number): DeliveryCommand => ({ type: 'GiveUpMail', gaveUp: abandoned(minutes) });
const delivered = (minutes: number): DeliveryEvent => ({ type: 'MailDelivered', data: accepted(minutes) });
const bounced = (minutes: number): DeliveryEvent => ({ type: 'MailBounced', data: refused(minutes) });
const gaveUp = (minutes: number): DeliveryEvent => ({ type: 'MailGaveUp', data: abandoned(minutes) });

spec(delivery, 'a mail nothing is known of', [
  { name: 'is delivered', given: [], when: deliver(1), then: [delivered(1)] },
  { name: 'bounces', given: [], when: bounce(1), then: [bounced(1)] },
  { name: 'is given up', given: [], when: giveUp(1), then: [gaveUp(1)] },
]);

spec(delivery, 'a mail that was delivered', [
  { name: 'is delivered once', given: [delivered(1)], when: deliver(2), then: [] },
  { name: 'does not bounce any more', given: [delivered(1)], when: bounce(2), then: [] },
  { name: 'is not given up any more', given: [delivered(1)], when: giveUp(2), then: [] },
  {
    name: 'stays so when another worker gave it up at the same time',
    given: [gaveUp(1), delivered(1)],
    when: giveUp(2),
    then: [],
  },
]);

spec(delivery, 'a mail that bounced', [
  { name: 'bounces once', given: [bounced(1)], when: bounce(2), then: [] },
  { name: 'is not given up: there is an end already', given: [bounced(1)], when: giveUp(2), then: [] },
  {
    name: 'is recorded as delivered when another worker did it',
    given: [bounced(1)],
    when: deliver(2),
    then: [delivered(2)],
  },
]);

spec(delivery, 'a mail that was given up', [
  { name: 'is given up once', given: [gaveUp(1)], when: giveUp(2), then: [] },
  {
    name: 'is delivered when an operator has it tried again',
    given: [gaveUp(1)],
    when: deliver(2),
    then: [delivered(2)],
  },
  {
    name: 'bounces when an operator has it tried again',
    given: [gaveUp(1)],
    when: bounce(2),
    then: [bounced(2)],
  },
]);
