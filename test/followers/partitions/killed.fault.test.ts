import { expect } from 'chai';
import { FAULT_POINTS } from '#platform/fault.js';
import { until } from '#test/support/until.js';
import { spawnFollower, type SpawnedFollower } from '../spawned-follower.js';
import { createWorld, type World } from '../world.js';
import { expectWholeFold, handled, holders, partsOf } from './places.js';

describe('processes that share five parts', () => {
  let world: World;
  let processes: readonly SpawnedFollower[];

  before(async () => {
    world = await createWorld();
    processes = [1, 2].map(() => spawnFollower(world, '', 5));
    await until(async () => String(await holders(world.pool, 'projects')) === '2,3' || undefined, 30_000);
  });

  after(async () => {
    for (const one of processes) one.kill();
    await world.close();
  });

  it('lose and double nothing when one of them is killed at work', async () => {
    const last = world.append({ seed: 311, commands: 120 });
    processes[0]?.kill();
    await handled(world, await last);
    await expectWholeFold(world);
  });

  it('give the parts of the killed to the other', async () => {
    expect(await holders(world.pool, 'projects')).to.deep.equal([5]);
  });
});

for (const point of [...FAULT_POINTS.division, 'before-commit:2']) {
  describe(`a follower that divides what was followed as a whole, killed at ${point}`, () => {
    let world: World;
    let killed: SpawnedFollower;

    before(async () => {
      world = await createWorld();
      const whole = world.start();
      await whole.settled(await world.append({ seed: 312, commands: 40 }));
      await whole.stop();
      const last = await world.append({ seed: 313, commands: 40, base: 1_000 });
      killed = spawnFollower(world, point, 2);
      expect(await killed.ended).to.equal('SIGKILL');
      world.start({ partitions: 2 });
      await handled(world, last);
    });

    after(async () => {
      killed.kill();
      await world.close();
    });

    it('leaves a division that the next one works with', async () => {
      expect(await partsOf(world.pool, 'projects')).to.equal(2);
    });

    it('loses and doubles nothing', () => expectWholeFold(world));
  });
}
