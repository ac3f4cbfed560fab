import { expect } from 'chai';
import { FAULT_POINTS } from '#platform/fault.js';
import { expectInvariants } from '#test/support/invariants.js';
import { slice } from '#test/support/long-slice.js';
import { spawnFollower } from './spawned-follower.js';
import { createWorld, type World } from './world.js';

const FAULTS = FAULT_POINTS.batch.flatMap((point) => [1, 2, 3, 4, 5].map((time) => `${point}:${time}`));

describe('F2 · a follower that is killed between two statements of any batch', () => {
  let world: World;
  let base = 0;

  before(async () => {
    world = await createWorld();
  });
  after(() => world.close());

  for (const fault of slice(FAULTS)) {
    it(`leaves rows that fit their checkpoints, for another to go on from: ${fault}`, async () => {
      await world.append({ seed: 13, commands: 80, base: (base += 1_000) });
      expect(await spawnFollower(world, fault).ended).to.equal('SIGKILL');
      await expectInvariants(world);
      const follower = world.start();
      await follower.settled(await world.append({ seed: 14, commands: 10, base: base + 500 }));
      await follower.stop();
      await expectInvariants(world);
    });
  }
});
