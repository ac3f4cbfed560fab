import { expect } from 'chai';
import { slice } from '#test/support/long-slice.js';

const items = Array.from({ length: 30 }, (_, index) => index);

describe('a slice of the long tests', () => {
  it('is everything when no slice is asked for', () => {
    expect(slice(items, '')).to.deep.equal(items);
  });

  it('is every twelfth case', () => {
    expect(slice(items, '5/12')).to.deep.equal([5, 17, 29]);
  });

  it('is, with the eleven others, everything', () => {
    const together = Array.from({ length: 12 }, (_, part) => slice(items, `${part}/12`)).flat();
    expect(together.sort((a, b) => a - b)).to.deep.equal(items);
  });

  for (const wrong of ['12/12', '1', '1/0', '-1/12', 'a/b', '1/12/3']) {
    it(`is refused when it makes no sense: ${wrong}`, () => {
      expect(() => slice(items, wrong)).to.throw('LONG_SLICE');
    });
  }
});
