import type { DeliveryEvent } from './events.js';
import type { Delivery } from './state.js';

type Data<T extends DeliveryEvent['type']> = Extract<DeliveryEvent, { type: T }>['data'];

export type DeliveryCommand =
  | { readonly type: 'RecordDelivery'; readonly delivered: Data<'MailDelivered'> }
  | { readonly type: 'RecordBounce'; readonly bounced: Data<'MailBounced'> }
  | { readonly type: 'GiveUpMail'; readonly gaveUp: Data<'MailGaveUp'> };

/**
 * A delivery is a fact and always recorded, once. A mail that was given up may still be delivered or bounce:
 * an operator can have it tried again. One that was delivered or bounced is not given up.
 */
export const decide = ({ status }: Delivery, command: DeliveryCommand): readonly DeliveryEvent[] => {
  if (status === 'delivered') return [];
  switch (command.type) {
    case 'RecordDelivery':
      return [{ type: 'MailDelivered', data: command.delivered }];
    case 'RecordBounce':
      return status === 'bounced' ? [] : [{ type: 'MailBounced', data: command.bounced }];
    case 'GiveUpMail':
      return status === 'none' ? [{ type: 'MailGaveUp', data: command.gaveUp }] : [];
  }
};
