import { expect } from 'chai';
import { expectInvariants } from '#test/support/invariants.js';
import { spawnFollower, type SpawnedFollower } from './spawned-follower.js';
import { createWorld, stateWatch, type World } from './world.js';

/** A machine may be busy with other tests. */
const SLACK = 10;
const TAKEN_OVER_S = 10;

describe('F15 · two followers of the same projections', () => {
  let world: World;
  let worker: SpawnedFollower;
  const standby = stateWatch();

  before(async () => {
    world = await createWorld();
    await world.append({ seed: 21, commands: 100 });
    worker = spawnFollower(world);
    await worker.reached('live');
  });

  after(async () => {
    worker.kill();
    await world.close();
  });

  it('leave the work to one of them', async () => {
    world.start({ onState: standby.onState });
    await standby.reached('standby');
    const { rows } = await world.pool.query<{ holders: number }>(
      `select count(distinct pid) as holders from pg_locks join pg_database d on d.oid = database
       where locktype = 'advisory' and granted and d.datname = current_database()`,
    );
    expect(rows).to.deep.equal([{ holders: 1 }]);
  });

  it('go on with the other when the one is killed', async () => {
    const killed = performance.now();
    worker.kill();
    await standby.reached('live');
    expect((performance.now() - killed) / 1_000).to.be.below(TAKEN_OVER_S * SLACK);
    await world.append({ seed: 22, commands: 50, base: 1_000 });
  });

  it('lose and double nothing', async () => {
    const last = await world.append({ seed: 23, commands: 30, base: 2_000 });
    const follower = world.start();
    expect(follower.status().state).to.equal('starting');
    await world.handled(last);
    await expectInvariants(world);
  });
});
