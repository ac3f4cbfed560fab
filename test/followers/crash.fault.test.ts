import { expect } from 'chai';
import { FAULT_POINTS } from '#platform/fault.js';
import { expectInvariants } from '#test/support/invariants.js';
import { spawnFollower, type SpawnedFollower } from './spawned-follower.js';
import { createWorld, type World } from './world.js';

describe('F2 · a follower that is killed between two statements of a batch', () => {
  let world: World;
  let killed: SpawnedFollower | undefined;

  before(async () => {
    world = await createWorld();
  });
  after(async () => {
    killed?.kill();
    await world.close();
  });

  for (const [index, point] of FAULT_POINTS.batch.entries()) {
    describe(point, () => {
      before(async () => {
        await world.append({ seed: 11 + index, commands: 60, base: 1_000 * index });
        killed = spawnFollower(world, `${point}:3`);
        expect(await killed.ended).to.equal('SIGKILL');
      });

      it('leaves rows that fit their checkpoints', () => expectInvariants(world));
    });
  }

  describe('every time', () => {
    it('is followed by one that finishes the work', async () => {
      const last = await world.append({ seed: 12, commands: 20, base: 9_000 });
      await world.start().settled(last);
      await world.expectFold();
      expect(world.failures).to.deep.equal([]);
    });
  });
});
