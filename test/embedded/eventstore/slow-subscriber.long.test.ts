import { expect } from 'chai';
import { slice } from '#test/support/long-slice.js';
import { playSlow } from './slow-subscribers.js';

const CASES = [
  { subscribers: 1, events: 100_000, bytesEach: 1_000 },
  { subscribers: 4, events: 100_000, bytesEach: 1_000 },
  { subscribers: 300, events: 2_000, bytesEach: 1_000 },
];

describe('event store: slow subscribers', function () {
  this.timeout(600_000);

  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  for (const one of slice(CASES)) {
    it(`do not fill its memory: ${String(one.subscribers)} with ${String(one.events)} events behind them`, async () => {
      const { behind, grown, complete } = await playSlow(one);
      console.log(`      ${behind.toFixed(0)} MiB not taken, memory grew by ${grown.toFixed(0)} MiB`);
      expect(complete).to.deep.equal(complete.map(() => true));
      expect(grown).to.be.below(100);
    });
  }
});
