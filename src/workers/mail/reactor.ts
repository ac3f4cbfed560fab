import type { AccountEvent } from '#domain/account/events.js';
import type { DeliveryEvent } from '#domain/delivery/events.js';
import type { GenerationEvent } from '#domain/generation/events.js';
import type { RecoveryEvent } from '#domain/recovery/events.js';
import { effect, reactor, settled, type EffectIds, type Reaction } from '../kit/reactor.js';

interface Wanted {
  readonly kind: DeliveryEvent['data']['kind'];
  readonly ids: EffectIds;
  readonly since: string;
}

/** One mail of each kind for one event: its key is made of both. */
const mail = (eventId: string, { kind, ids, since }: Wanted): Reaction =>
  effect({ key: `${kind}.${eventId}`, kind, ids, since });

const ended = ({ data }: { readonly data: { readonly key: string } }): readonly Reaction[] => [
  settled(data.key),
];

/** Which events somebody gets a mail for. */
export const mailReactor = reactor<AccountEvent | RecoveryEvent | GenerationEvent | DeliveryEvent>({
  name: 'mail',
  categories: ['account', 'recovery', 'generation', 'delivery'],
  on: {
    AccountRegistered: ({ eventId, data: { accountId, at } }) => [
      mail(eventId, { kind: 'mail_welcome', ids: { accountId }, since: at }),
      mail(eventId, { kind: 'mail_verify', ids: { accountId }, since: at }),
    ],
    VerificationRequested: ({ eventId, data: { accountId, verificationId, at } }) => [
      mail(eventId, { kind: 'mail_verify', ids: { accountId, verificationId }, since: at }),
    ],
    PasswordResetRequested: ({ eventId, data: { accountId, resetId, at } }) => [
      mail(eventId, { kind: 'mail_reset', ids: { accountId, resetId }, since: at }),
    ],
    GenerationCompleted: ({ eventId, data: { accountId, generationId, notify, at } }) =>
      notify ? [mail(eventId, { kind: 'mail_ai_ready', ids: { accountId, generationId }, since: at })] : [],
    MailDelivered: ended,
    MailBounced: ended,
    MailGaveUp: ended,
  },
});
