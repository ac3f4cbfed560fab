import { followSlowly } from './slow-follower.js';

describe('F13 · a follower that is slower than what is written', function () {
  this.timeout(60_000);
  followSlowly({ events: 1_000, delayMs: 50 });
});
