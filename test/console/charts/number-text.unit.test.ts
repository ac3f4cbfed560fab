import { expect } from 'chai';
import { countText, dollarText, durationText, shareText, signed } from '#console/charts/number-text.js';

describe('numbers as people read them', () => {
  it('are counts with all digits, and short ones when they are large', () => {
    expect([0, 1234, 99_999, 1_234_567, 5e15].map(countText)).to.deep.equal([
      '0',
      '1,234',
      '99,999',
      '1.23M',
      '5000T',
    ]);
  });

  it('are dollars with the digits that say something', () => {
    expect([0, 0.00134, 0.5, 12.345, 2_000_000].map(dollarText)).to.deep.equal([
      '$0.00',
      '$0.0013',
      '$0.50',
      '$12.35',
      '$2M',
    ]);
  });

  it('are times in the unit people think in', () => {
    expect([0, 340, 2_440, 200_000].map(durationText)).to.deep.equal(['0 ms', '340 ms', '2.4 s', '3.3 min']);
  });

  it('are shares in percent', () => {
    expect([0, 0.985, 1, 4.767].map(shareText)).to.deep.equal(['0%', '98.5%', '100%', '476.7%']);
  });

  it('have a sign when they are differences', () => {
    expect([-5, 0, 5].map((value) => signed(value, countText))).to.deep.equal(['−5', '±0', '+5']);
  });
});
