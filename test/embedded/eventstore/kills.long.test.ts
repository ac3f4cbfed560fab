import { expect } from 'chai';
import { slice } from '#test/support/long-slice.js';
import { randomFrom } from '#test/support/seeded-random.js';
import { flawsIn, killUnderLoad, newTally } from './kills.js';
import { newFolder, removeFolder } from './support.js';

/** 24 logs, killed 200 times altogether. */
const LOGS = Array.from({ length: 24 }, (_, n) => ({ seed: n, kills: n < 8 ? 9 : 8 }));
const MOST_ANSWERS = 400;

describe('event store: logs whose store is killed under 64 writers, 200 times in all', function () {
  this.timeout(600_000);

  for (const { seed, kills } of slice(LOGS)) {
    it(`keep every acknowledged append whole, once and in order, and verify after each kill: log ${String(seed)}`, async () => {
      const [folder, tally, random] = [newFolder(), newTally(), randomFrom(seed)];
      for (let kill = 0; kill < kills; kill++) {
        await killUnderLoad(folder, tally, 1 + Math.floor(random() * MOST_ANSWERS));
      }
      const flaws = await flawsIn(folder, tally);
      removeFolder(folder);
      expect(tally.kills).to.equal(kills);
      expect(flaws).to.deep.equal({
        ...{ lost: [], torn: [], gaps: [], doubled: [], unordered: [], disagreeing: [], findings: [] },
      });
    });
  }
});
