import { expect } from 'chai';
import type { Follower } from '#followers/follower.js';
import { PROJECTIONS } from '#projections/index.js';
import { eventsOf, foldOf } from '#test/support/read-models.js';
import { createOperators, projectionNamed, type Operators } from './operators.js';
import { rowsOf } from './rows.js';
import { unwatched } from './unwatched.js';

describe('a read model that is rebuilt beside the live one', () => {
  let world: Operators;
  let follower: Follower;

  before(async () => {
    world = await createOperators();
    follower = world.start();
    await follower.settled(await world.append({ seed: 5, commands: 200 }));
  });
  after(() => world.close());

  for (const { name } of PROJECTIONS) {
    it(`has the rows of the live one: ${name}`, async () => {
      const { version, from = 0, kept } = await world.desk.rebuild(name, { ...unwatched, atOnce: 30 });
      expect({ kept, equal: (await world.desk.diff(name, version, unwatched)).equal }).to.deep.equal({
        kept: true,
        equal: true,
      });
      const projection = projectionNamed(name);
      const rows = await rowsOf(world.pool, projection, version);
      expect(rows).to.deep.equal(await rowsOf(world.pool, projection, from));
      expect(rows).to.deep.equal(foldOf(await eventsOf(world.client), [projection]));
    });
  }

  it('is kept up to date by the follower from then on, like the live one', async () => {
    await follower.settled(await world.append({ seed: 6, commands: 60, base: 1_000 }));
    for (const projection of PROJECTIONS) {
      const rows = await rowsOf(world.pool, projection, projection.version + 1);
      expect(rows).to.deep.equal(foldOf(await eventsOf(world.client), [projection]));
    }
  });

  it('is what the log says', async () => {
    expect((await world.desk.verify('projects', unwatched)).equal).to.equal(true);
    expect((await world.desk.sample('projects', 10)).differences).to.deep.equal([]);
  });

  it('is what readers see once it is deployed, and not after a rollback', async () => {
    expect(await world.desk.deploy('projects')).to.deep.equal({ projection: 'projects', from: 1, to: 2 });
    await follower.settled(await world.append({ seed: 7, commands: 60, base: 2_000 }));
    const events = await eventsOf(world.client);
    expect(await rowsOf(world.pool, projectionNamed('projects'), 1)).to.deep.equal(
      foldOf(events, [projectionNamed('projects')]),
    );
    expect(await world.desk.rollback('projects')).to.deep.equal({ projection: 'projects', from: 2, to: 1 });
  });

  it('is gone when it is dropped', async () => {
    await world.desk.drop('projects', 2);
    const { rows } = await world.pool.query(`select to_regclass('projects_v2') as there`);
    expect(rows).to.deep.equal([{ there: null }]);
    await follower.settled(await world.append({ seed: 8, commands: 60, base: 3_000 }));
    expect(world.failures).to.deep.equal([]);
  });
});
