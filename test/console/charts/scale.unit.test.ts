import { expect } from 'chai';
import fc from 'fast-check';
import { scaleFor } from '#console/charts/scale.js';

describe('a scale', () => {
  it('ends at a round number that no value exceeds', () => {
    expect(scaleFor([3, 17]).ticks).to.deep.equal([0, 5, 10, 15, 20]);
    expect(scaleFor([100]).ticks).to.deep.equal([0, 25, 50, 75, 100]);
  });

  it('counts things in whole ones', () => {
    expect(scaleFor([1], 1).ticks).to.deep.equal([0, 1]);
    expect(scaleFor([3], 1).ticks).to.deep.equal([0, 1, 2, 3]);
  });

  it('has a height without values, too', () => {
    for (const values of [[], [0], [0, 0]]) expect(scaleFor(values, 1).top).to.equal(1);
  });

  it('holds any values between its bottom and its top, with few lines', () => {
    const value = fc.double({ min: 0, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), (values) => {
        const { top, ticks, share } = scaleFor(values);
        expect(top).to.be.at.least(Math.max(0, ...values) * (1 - 1e-9));
        expect(ticks.length).to.be.within(2, 6);
        for (const each of values) expect(share(each)).to.be.within(0, 1);
      }),
    );
  });
});
