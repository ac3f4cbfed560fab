import type { DeliveryEvent } from './events.js';

/** What became of one mail. */
export interface Delivery {
  readonly status: 'none' | 'delivered' | 'bounced' | 'given_up';
}

export const initial: Delivery = { status: 'none' };

/** A mail that was delivered stays delivered, whatever another worker says later. */
export const evolve = (delivery: Delivery, event: DeliveryEvent): Delivery => {
  if (delivery.status === 'delivered') return delivery;
  switch (event.type) {
    case 'MailDelivered':
      return { status: 'delivered' };
    case 'MailBounced':
      return { status: 'bounced' };
    case 'MailGaveUp':
      return { status: 'given_up' };
  }
};
