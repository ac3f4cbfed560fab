import { expect } from 'chai';
import { slice } from '#test/support/long-slice.js';
import { fuzz, startFuzzed, stopFuzzed, type Fuzzed } from './run.js';

const EACH = 1_000;
const SEEDS = Array.from({ length: 20 }, (_, index) => 1_000 + index);

describe('every route of the document, asked anything for a long time', () => {
  let fuzzed: Fuzzed;
  before(async () => {
    fuzzed = await startFuzzed();
  });
  after(() => stopFuzzed(fuzzed));

  for (const seed of slice(SEEDS)) {
    it(`answers ${EACH} requests as it declares: seed ${seed}`, async () => {
      expect(await fuzz(fuzzed, seed, EACH)).to.deep.equal([]);
    });
  }
});
