import { expect } from 'chai';
import { slice } from '#test/support/long-slice.js';
import { randomFrom } from '#test/support/seeded-random.js';
import { cutsOf, flawOf, makeOriginal, openCut } from './cut-files.js';
import { removeFolder } from './support.js';

const SEEDS = Array.from({ length: 24 }, (_, n) => n + 100);
const CUTS = 150;

describe('event store: data files that were cut off anywhere', function () {
  this.timeout(600_000);

  for (const seed of slice(SEEDS)) {
    it(`open to a prefix of whole appends or are refused with a reason: seed ${String(seed)}`, async () => {
      const random = randomFrom(seed);
      const original = await makeOriginal(random);
      const { opened, signal, stderr } = openCut(original, cutsOf(original, CUTS, random));
      removeFolder(original.dataDir);
      expect([signal, stderr, opened.length]).to.deep.equal([null, '', CUTS]);
      expect(opened.flatMap((one) => flawOf(original, one) ?? [])).to.deep.equal([]);
    });
  }
});
