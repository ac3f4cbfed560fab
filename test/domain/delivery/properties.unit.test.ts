import { expect } from 'chai';
import fc from 'fast-check';
import { delivery } from '#domain/delivery/index.js';
import { deliveryCommands, deliveryEventsInAnyOrder } from '#test/support/arbitrary-delivery.js';
import { deciderLaws, run } from '#test/support/decider-laws.js';

deciderLaws({
  aggregate: delivery,
  commands: deliveryCommands,
  events: deliveryEventsInAnyOrder,
  again: () => 'nothing',
});

describe('any history of a mail', () => {
  it('has each end at most once, and nothing after its delivery', () => {
    fc.assert(
      fc.property(fc.array(deliveryCommands, { maxLength: 25 }), (commands) => {
        const types = run(delivery, commands).flatMap(({ events }) => events.map(({ type }) => type));
        expect(new Set(types).size).to.equal(types.length);
        const place = types.indexOf('MailDelivered');
        if (place !== -1) expect(place).to.equal(types.length - 1);
      }),
    );
  });
});
