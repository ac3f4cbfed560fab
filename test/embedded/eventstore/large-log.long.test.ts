import { expect } from 'chai';
import { slice } from '#test/support/long-slice.js';
import { fill, measure, type Measured } from './large-log.js';
import { newFolder, removeFolder } from './support.js';

const SIZES = [10_000, 100_000, 1_000_000];
const START_MS = 2_000;
/** MiB of memory of its own; the pages of the file belong to the system. */
const AT_START = 120;
const READING = 250;

const line = (one: Measured): string =>
  `      ${String(one.events)} events: start ${one.startMs.toFixed(0)} ms, one event ${one.pointMs.toFixed(2)} ms, ` +
  `last ten ${one.tailMs.toFixed(2)} ms, memory ${one.memoryAtStart.toFixed(0)} MiB, ` +
  `reading all ${one.memoryReading.toFixed(0)} MiB`;

// One log that grows: it is taken as a whole.
for (const name of slice(['event store: a log of a million events'])) {
  describe(name, function () {
    this.timeout(600_000);
    const folder = newFolder();
    const found: Measured[] = [];

    before(async function () {
      if (process.platform !== 'linux') this.skip();
      let filled = 0;
      for (const size of SIZES) {
        await fill(folder, size - filled);
        filled = size;
        const measured = await measure(folder, size);
        found.push(measured);
        console.log(line(measured));
      }
    });
    after(() => {
      removeFolder(folder);
    });

    it('is served within two seconds of the start', () => {
      expect(found.at(-1)?.startMs).to.be.below(START_MS);
    });

    it('takes no more memory than a small one', () => {
      expect(found.map(({ memoryAtStart }) => memoryAtStart < AT_START)).to.deep.equal(SIZES.map(() => true));
      expect(found.map(({ memoryReading }) => memoryReading < READING)).to.deep.equal(SIZES.map(() => true));
    });

    it('is read at a point and at its end as fast as a small one, give or take the machine', () => {
      const [small, , large] = found;
      expect(large?.pointMs).to.be.below(3 * (small?.pointMs ?? 0) + 2);
      expect(large?.tailMs).to.be.below(3 * (small?.tailMs ?? 0) + 2);
    });
  });
}
