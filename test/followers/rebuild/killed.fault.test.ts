import { killedAt } from './killed.js';

describe('a rebuild that is killed', () => {
  killedAt(['build-chunk:3', 'build-handed-over', 'before-swap', 'after-swap']);
});
