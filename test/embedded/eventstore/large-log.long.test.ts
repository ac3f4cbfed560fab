import { expect } from 'chai';
import { slice } from '#test/support/long-slice.js';
import { makeLogs, measure, type Measured } from './large-log.js';
import { newFolder, removeFolder } from './support.js';

const SIZES = [10_000, 100_000, 1_000_000];
const START_MS = 2_000;
/** MiB of memory of its own; the pages of the file belong to the system. */
const AT_START = 120;
const READING = 250;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;

const line = (one: Measured): string =>
  `      ${String(one.events)} events: start ${Math.min(...one.starts).toFixed(0)} ms, ` +
  `one event ${median(one.points).toFixed(2)} ms, last ten ${median(one.tails).toFixed(2)} ms, ` +
  `memory ${one.memoryAtStart.toFixed(0)} MiB, reading all ${one.memoryReading.toFixed(0)} MiB`;

// The logs are measured beside each other, so they are one case.
for (const name of slice(['event store: a log of a million events'])) {
  describe(name, function () {
    this.timeout(900_000);
    const folder = newFolder();
    let found: Measured[] = [];

    before(async function () {
      if (process.platform !== 'linux') this.skip();
      found = await measure(await makeLogs(folder, SIZES));
      for (const one of found) console.log(line(one));
    });
    after(() => {
      removeFolder(folder);
    });

    it('is served within two seconds of the start', () => {
      expect(Math.min(...(found.at(-1)?.starts ?? []))).to.be.below(START_MS);
    });

    it('takes a bounded memory, at the start and while everything is read', () => {
      const bounded = found.map((one) => one.memoryAtStart < AT_START && one.memoryReading < READING);
      expect(bounded).to.deep.equal(SIZES.map(() => true));
    });

    for (const kind of ['points', 'tails'] as const) {
      it(`is read as fast as a hundredth of it: ${kind}`, () => {
        const [small, , large] = found.map((one) => median(one[kind]));
        expect(large).to.be.below(3 * (small ?? 0));
      });
    }
  });
}
