import { slice } from '#test/support/long-slice.js';
import { useStore } from '../support.js';
import { checkAgainstModel } from './check.js';

const SEEDS = Array.from({ length: 48 }, (_, n) => 1000 + n);

describe('event store: many random operations', function () {
  this.timeout(600_000);
  const store = useStore();

  for (const seed of slice(SEEDS)) {
    it(`are answered as a simple model answers them: seed ${String(seed)}`, () =>
      checkAgainstModel(store, { seed, numRuns: 100 }));
  }
});
