import { expect } from 'chai';
import { createRates } from '#followers/known/rates.js';

const counted = (events: number) => new Map([['one', events]]);

describe('the speed of a follower', () => {
  it('is unknown before it was looked at twice', () => {
    const rates = createRates();
    rates.note(0, counted(100));
    expect(rates.perSecond('one')).to.equal(null);
  });

  it('is what was handled between the looks', () => {
    const rates = createRates();
    rates.note(0, counted(100));
    rates.note(2_000, counted(500));
    expect(rates.perSecond('one')).to.equal(200);
  });

  it('forgets what is longer ago than a minute', () => {
    const rates = createRates();
    rates.note(0, counted(0));
    rates.note(60_000, counted(60_000));
    rates.note(120_001, counted(60_000));
    rates.note(130_000, counted(60_000));
    expect(rates.perSecond('one')).to.equal(0);
  });

  it('is not negative for one that began anew', () => {
    const rates = createRates();
    rates.note(0, counted(500));
    rates.note(1_000, counted(3));
    expect(rates.perSecond('one')).to.equal(0);
  });

  it('is unknown of one that was never seen', () => {
    expect(createRates().perSecond('two')).to.equal(null);
  });
});
