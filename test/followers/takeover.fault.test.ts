import { expect } from 'chai';
import { spawnFollower, type SpawnedFollower } from './spawned-follower.js';
import { createWorld, stateWatch, type World } from './world.js';

describe('two followers of the same projections', () => {
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
    worker.kill();
    await standby.reached('live');
    await world.append({ seed: 22, commands: 50, base: 1_000 });
  });

  it('lose and double nothing', async () => {
    const last = await world.append({ seed: 23, commands: 30, base: 2_000 });
    const follower = world.start();
    expect(follower.status().state).to.equal('starting');
    await waitUntilHandled(world, last.commit);
    await world.expectFold();
  });
});

/** The database says so, whoever did it. */
const waitUntilHandled = async ({ pool }: World, commit: bigint): Promise<void> => {
  for (;;) {
    const { rows } = await pool.query<{ at: string }>(
      'select min(coalesce(commit_position, -1))::text as at from checkpoints',
    );
    if (BigInt(rows[0]?.at ?? -1) >= commit) return;
  }
};
