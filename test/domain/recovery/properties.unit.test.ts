import { expect } from 'chai';
import fc from 'fast-check';
import { fold } from '#domain/kit/decider.js';
import { recovery } from '#domain/recovery/index.js';
import { recoveryCommands, recoveryEventsInAnyOrder } from '#test/support/arbitrary-recovery.js';
import { deciderLaws, run } from '#test/support/decider-laws.js';
import { at } from '#test/support/examples.js';

deciderLaws({
  aggregate: recovery,
  commands: recoveryCommands,
  events: recoveryEventsInAnyOrder,
  again: () => 'nothing',
});

const HOUR_MS = 3_600_000;

describe('any history of requests for mails', () => {
  it('never has more than five of a kind within an hour', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 });
    fc.assert(
      fc.property(minutes, (unordered) => {
        const commands = unordered
          .sort((one, other) => one - other)
          .map((minute, index) => ({
            type: 'RequestPasswordReset' as const,
            accountId: 7,
            resetId: `0190a5e2-7c31-7d8e-9b7a-3f1f5a4c${1000 + index}`,
            at: at(minute),
          }));
        const sent = run(recovery, commands).flatMap(({ events }) =>
          events.map(({ data }) => Date.parse(data.at)),
        );
        for (const instant of sent) {
          const within = sent.filter((other) => other >= instant && other < instant + HOUR_MS);
          expect(within.length).to.be.at.most(5);
        }
      }),
    );
  });

  it('is remembered in a state that does not grow', () => {
    fc.assert(
      fc.property(fc.array(recoveryEventsInAnyOrder, { maxLength: 60 }), (events) => {
        const { resets, verifications } = fold(recovery, events);
        expect(Math.max(resets.length, verifications.length)).to.be.at.most(5);
      }),
    );
  });
});
