import { expect } from 'chai';
import type { Follower } from '#followers/follower.js';
import { tallyOf } from '#followers/verifying/tally.js';
import { PROJECTIONS } from '#projections/index.js';
import { eventsOf } from '#test/support/read-models.js';
import { until } from '#test/support/until.js';
import { createWorld, type World } from '../world.js';
import { expectWholeFold, handled, holders, partsOf } from './places.js';

const PARTS = 5;

describe('three followers of five parts', () => {
  let world: World;
  let followers: readonly Follower[];

  before(async () => {
    world = await createWorld();
    await world.append({ seed: 301, commands: 200 });
    followers = [1, 2, 3].map(() => world.start({ partitions: PARTS, maxBatch: 20 }));
    await until(async () => (await holders(world.pool, 'projects')).length === 3 || undefined);
  });

  after(() => world.close());

  it('hold as many as each other, or one fewer', async () => {
    await until(async () => String(await holders(world.pool, 'projects')) === '1,2,2' || undefined);
  });

  it('leave to one of them what cannot be divided', async () => {
    expect(await partsOf(world.pool, 'open_reservations')).to.equal(1);
    expect(await holders(world.pool, 'open_reservations')).to.deep.equal([1]);
  });

  it('make the rows a pure fold of the log', async () => {
    await handled(world, await world.append({ seed: 302, commands: 300, base: 1_000 }));
    await expectWholeFold(world);
  });

  it('count each event once', async () => {
    const events = await eventsOf(world.client);
    const { rows } = await world.pool.query<{ name: string; handled: number }>(
      'select projection as name, sum(events_handled)::int as handled from checkpoints group by projection',
    );
    const logged = PROJECTIONS.map(({ name, categories }) => ({
      name,
      handled: tallyOf({ categories }, events).events,
    }));
    expect(rows).to.have.deep.members(logged);
  });

  it('take over the parts of one that stops', async () => {
    await followers[0]?.stop();
    await until(async () => String(await holders(world.pool, 'projects')) === '2,3' || undefined);
    await handled(world, await world.append({ seed: 303, commands: 100, base: 2_000 }));
    await expectWholeFold(world);
  });

  it('make the rows of all of it when one is left', async () => {
    await followers[1]?.stop();
    await handled(world, await world.append({ seed: 304, commands: 100, base: 3_000 }));
    await expectWholeFold(world);
  });

  it('fail at nothing', () => {
    expect(world.failures).to.deep.equal([]);
  });
});
