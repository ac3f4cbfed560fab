import { expect } from 'chai';
import { slice } from '#test/support/long-slice.js';
import { playSlow, type Kind } from './slow-subscribers.js';

const of = (count: number, kind: Kind): readonly Kind[] => Array.from({ length: count }, () => kind);

const CASES = [
  { name: 'one', kinds: of(1, 'stream'), events: 100_000, bytesEach: 1_000 },
  { name: 'four', kinds: of(4, 'stream'), events: 100_000, bytesEach: 1_000 },
  { name: 'three hundred', kinds: of(300, 'stream'), events: 2_000, bytesEach: 1_000 },
  { name: 'four of everything', kinds: of(4, 'all'), events: 100_000, bytesEach: 1_000 },
  { name: 'four consumers', kinds: of(4, 'group'), events: 50_000, bytesEach: 1_000 },
];

describe('event store: slow subscribers', function () {
  this.timeout(600_000);

  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  for (const one of slice(CASES)) {
    it(`do not fill its memory: ${one.name} with ${String(one.events)} events behind them`, async () => {
      const { behind, grown, complete } = await playSlow(one);
      console.log(`      ${behind.toFixed(0)} MiB not taken, memory grew by ${grown.toFixed(0)} MiB`);
      expect(complete).to.deep.equal(complete.map(() => true));
      expect(grown).to.be.below(100);
    });
  }
});
