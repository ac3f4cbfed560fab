import { slice } from '#test/support/long-slice.js';
import { followSlowly } from './slow-follower.js';

for (const events of slice([20_000])) {
  describe(`F13 · a follower that is ${events} events behind`, () => {
    followSlowly({ events, delayMs: 50 });
  });
}
