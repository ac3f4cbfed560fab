import { expect } from 'chai';
import { spawnFollower, type SpawnedFollower } from './spawned-follower.js';
import { createWorld, type World } from './world.js';

for (const fault of ['before-commit:1', 'before-commit:4', 'after-commit:1', 'after-commit:4']) {
  describe(`a follower killed at ${fault}`, () => {
    let world: World;
    let killed: SpawnedFollower;

    before(async () => {
      world = await createWorld();
      await world.append({ seed: 11, commands: 300 });
      killed = spawnFollower(world, fault);
      expect(await killed.ended).to.equal('SIGKILL');
    });

    after(async () => {
      killed.kill();
      await world.close();
    });

    it('leaves rows that fit their checkpoints', () => world.expectFold());

    it('is followed by one that finishes the work', async () => {
      const last = await world.append({ seed: 12, commands: 20, base: 1_000 });
      await world.start().settled(last);
      await world.expectFold();
      expect(world.failures).to.deep.equal([]);
    });
  });
}
