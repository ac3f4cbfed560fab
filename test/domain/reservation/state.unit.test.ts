import { expect } from 'chai';
import { fold } from '#domain/kit/decider.js';
import { reservation, type ReservationEvent } from '#domain/reservation/index.js';
import { holdersOf } from '#domain/reservation/state.js';
import { at, digestOf } from '#test/support/examples.js';

const name = (accountId: number, minutes: number) => ({
  key: digestOf('e'),
  kind: 'email' as const,
  accountId,
  at: at(minutes),
});
const reserved: ReservationEvent = { type: 'NameReserved', data: name(7, 0) };
const released = (accountId: number): ReservationEvent => ({
  type: 'NameReleased',
  data: { ...name(accountId, 1), reason: 'registration_refused' },
});

describe('the state of a name', () => {
  it('knows the holder and since when', () => {
    expect(fold(reservation, [reserved])).to.deep.equal({ holder: 7, sharers: [], since: at(0) });
  });

  it('is free again after its holder released it', () => {
    expect(fold(reservation, [reserved, released(7)])).to.deep.equal(reservation.initial);
  });

  it('is not changed by a release of an account that does not hold it', () => {
    expect(fold(reservation, [reserved, released(8)])).to.deep.equal({
      holder: 7,
      sharers: [],
      since: at(0),
    });
  });

  it('knows everybody who shares it, and the next in line when the holder gives it back', () => {
    const history: ReservationEvent[] = [reserved, { type: 'NameShared', data: name(8, 1) }];
    expect(holdersOf(fold(reservation, history))).to.deep.equal([7, 8]);
    expect(holdersOf(fold(reservation, [...history, released(7)]))).to.deep.equal([8]);
  });
});
