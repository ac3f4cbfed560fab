import { slice } from '#test/support/long-slice.js';
import { killedAt, STEPS } from './killed.js';

describe('a rebuild that is killed at each of its steps', () => {
  killedAt(slice(STEPS));
});
