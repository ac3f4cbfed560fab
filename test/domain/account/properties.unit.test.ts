import { expect } from 'chai';
import fc from 'fast-check';
import { account } from '#domain/account/index.js';
import { accountCommands, accountEventsInAnyOrder } from '#test/support/arbitrary-account.js';
import { deciderLaws, run } from '#test/support/decider-laws.js';
import { abandoned, registered } from './examples.js';

deciderLaws({
  aggregate: account,
  commands: accountCommands,
  events: accountEventsInAnyOrder,
  histories: [[registered], [abandoned]],
  again: ({ type }) => {
    if (type === 'RegisterAccount') return { error: 'already_exists' };
    if (type === 'UnlinkIdentity') return { error: 'not_found' };
    return type === 'ResetPassword' ? { error: 'link_not_valid' } : 'nothing';
  },
});

const sequences = fc.array(accountCommands, { maxLength: 25 });

describe('any history of an account', () => {
  it('registers it or gives it up, once, and never both', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const types = run(account, commands).flatMap(({ events }) => events.map(({ type }) => type));
        const fates = types.filter((type) => type === 'AccountRegistered' || type === 'AccountAbandoned');
        expect(fates.length).to.be.at.most(1);
      }),
    );
  });

  it('names in each change of plan the plan before, which is another', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        for (const { before, events } of run(account, commands)) {
          for (const event of events) {
            if (event.type !== 'AccountPlanChanged') continue;
            expect(event.data.from).to.equal(before.plan).and.not.equal(event.data.to);
          }
        }
      }),
    );
  });

  it('accepts nothing once it was given up', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const steps = run(account, commands, account.evolve(account.initial, abandoned));
        expect(steps.flatMap(({ events }) => events)).to.deep.equal([]);
      }),
    );
  });
});
