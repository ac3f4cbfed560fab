import { newSystem } from '#test/support/system.js';
import { describeAccount } from './analytics/account.js';
import { describeProduct } from './analytics/product.js';
import { describeSearch } from './analytics/search.js';
import { describeTracking } from './analytics/tracking.js';
import type { World } from './analytics/world.js';

describe('a running system', function () {
  this.timeout(120_000);
  let running: World;
  const world = (): World => running;

  before(async () => {
    const system = await newSystem();
    const [{ client: api }] = await Promise.all([system.api(), system.follower(), system.worker()]);
    running = { system, api };
  });

  after(() => running.system.stop());

  describeProduct(world);
  describeAccount(world);
  describeTracking(world);
  describeSearch(world);
});
