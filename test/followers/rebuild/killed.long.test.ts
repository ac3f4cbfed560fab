import { slice } from '#test/support/long-slice.js';
import { killedAt, STEPS } from './killed.js';

const steps = slice(STEPS);

if (steps.length > 0)
  describe('F7 · a rebuild that is killed at each of its steps', () => {
    killedAt(steps);
  });
