import { useStore } from '../support.js';
import { checkAgainstModel } from './check.js';

describe('event store: random operations', function () {
  this.timeout(60_000);
  const store = useStore();

  for (const seed of [1, 2, 3, 4]) {
    it(`are answered as a simple model answers them, restarts included: seed ${String(seed)}`, () =>
      checkAgainstModel(store, { seed, numRuns: 15 }));
  }
});
