import { killedAt } from './killed.js';

describe('F7', function () {
  this.timeout(240_000);
  describe('a rebuild that is killed', () => {
    killedAt(['build-chunk:3']);
  });
});
