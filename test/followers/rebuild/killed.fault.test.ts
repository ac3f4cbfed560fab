import { killedAt } from './killed.js';

describe('F7', () => {
  describe('a rebuild that is killed', () => {
    killedAt(['build-chunk:3']);
  });
});
