import { expect } from 'chai';
import fc from 'fast-check';
import { reservation, type ReservationCommand } from '#domain/reservation/index.js';
import { holdersOf } from '#domain/reservation/state.js';
import { reservationCommands, reservationEventsInAnyOrder } from '#test/support/arbitrary-reservation.js';
import { deciderLaws, run } from '#test/support/decider-laws.js';

deciderLaws({
  aggregate: reservation,
  commands: reservationCommands,
  events: reservationEventsInAnyOrder,
  again: () => 'nothing',
});

/** Names are shared only when accounts are brought over from version 1. */
const withoutSharing = (commands: readonly ReservationCommand[]) =>
  commands.filter(({ type }) => type !== 'ShareName');

const sequences = fc.array(reservationCommands, { maxLength: 25 });

describe('any history of a name', () => {
  it('gives it to one account at a time: between two holders lies a release by the first', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const holders = new Set<number>();
        for (const { type, data } of run(reservation, withoutSharing(commands)).flatMap(
          ({ events }) => events,
        )) {
          if (type === 'NameReserved') expect(holders.size).to.equal(0);
          if (type === 'NameReleased') expect(holders.delete(data.accountId)).to.equal(true);
          else holders.add(data.accountId);
        }
      }),
    );
  });

  it('refuses exactly those who ask for a name that another account holds', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        for (const { before, command, refusal } of run(reservation, commands)) {
          const isTaken = before.holder !== null && !holdersOf(before).includes(command.accountId);
          expect(refusal !== null).to.equal(command.type === 'ReserveName' && isTaken);
        }
      }),
    );
  });
});
