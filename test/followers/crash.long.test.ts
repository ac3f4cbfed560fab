import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { FAULT_POINTS } from '#platform/fault.js';
import { expectInvariants } from '#test/support/invariants.js';
import { slice } from '#test/support/long-slice.js';
import { spawnFollower } from './spawned-follower.js';
import { createWorld, type World } from './world.js';

const FAULTS = FAULT_POINTS.batch.flatMap((point) => [1, 2, 3, 4, 5].map((time) => `${point}:${time}`));

const PAUSE_MS = 1_000;

/** However much it takes at once: there is always another batch, until it is killed. */
const killedAt = async (world: World, fault: string, base: number): Promise<unknown> => {
  const { ended } = spawnFollower(world, fault);
  for (let more = 1; more < 90; more += 1) {
    const signal = await Promise.race([ended, delay(PAUSE_MS, undefined)]);
    if (signal !== undefined) return signal;
    await world.append({ seed: 13 + more, commands: 2, base: base + 100 + more * 4 });
  }
  return 'nothing ended it';
};

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
      expect(await killedAt(world, fault, base)).to.equal('SIGKILL');
      await expectInvariants(world);
      const follower = world.start();
      await follower.settled(await world.append({ seed: 14, commands: 10, base: base + 500 }));
      await follower.stop();
      await expectInvariants(world);
    });
  }
});
