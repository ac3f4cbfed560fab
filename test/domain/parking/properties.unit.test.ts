import { expect } from 'chai';
import fc from 'fast-check';
import { fold } from '#domain/kit/decider.js';
import { parking } from '#domain/parking/index.js';
import { parkingCommands, parkingEventsInAnyOrder } from '#test/support/arbitrary-parking.js';
import { deciderLaws, run } from '#test/support/decider-laws.js';

deciderLaws({
  aggregate: parking,
  commands: parkingCommands,
  events: parkingEventsInAnyOrder,
  again: ({ type }) => (type === 'RetryParkedStream' ? 'more events' : 'nothing'),
});

describe('any history of decisions about parked events', () => {
  it('leaves no event out twice', () => {
    fc.assert(
      fc.property(fc.array(parkingCommands, { maxLength: 40 }), (commands) => {
        const events = run(parking, commands).flatMap((step) => step.events);
        const { skipped } = fold(parking, events);
        expect(new Set(skipped).size).to.equal(skipped.length);
      }),
    );
  });
});
