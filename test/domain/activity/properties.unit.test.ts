import { expect } from 'chai';
import fc from 'fast-check';
import { activity, activityDayId } from '#domain/activity/index.js';
import { activityCommands, activityEventsInAnyOrder } from '#test/support/arbitrary-activity.js';
import { deciderLaws, run } from '#test/support/decider-laws.js';

deciderLaws({
  aggregate: activity,
  commands: activityCommands,
  events: activityEventsInAnyOrder,
  again: () => 'nothing',
});

describe('any day of reported activities', () => {
  it('is remembered in a state that does not grow', () => {
    fc.assert(
      fc.property(fc.array(activityCommands, { maxLength: 30 }), (commands) => {
        for (const { after } of run(activity, commands))
          expect(Object.keys(after)).to.deep.equal(['tracked', 'last']);
      }),
    );
  });

  it('has a stream that ends with the digits of the account: they choose the partition', () => {
    expect(activityDayId(4_398_046_511_105, '2026-02-08T23:59:59.999Z')).to.equal('20260208.4398046511105');
  });
});
