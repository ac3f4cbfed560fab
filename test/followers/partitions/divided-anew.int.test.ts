import { expect } from 'chai';
import type pg from 'pg';
import { advanceCheckpoints, takeOverCheckpoints, type Checkpoint } from '#followers/checkpoint.js';
import { CheckpointMoved } from '#followers/errors.js';
import { takeLocks } from '#followers/locks.js';
import { PROJECTIONS } from '#projections/index.js';
import { eventsOf } from '#test/support/read-models.js';
import { until } from '#test/support/until.js';
import { createWorld, type World } from '../world.js';
import { expectWholeFold, handled, holders, partsOf } from './places.js';

/** By projection: the events of its categories. */
const countOnce = async ({ pool, client }: World): Promise<void> => {
  const events = await eventsOf(client);
  const { rows } = await pool.query<{ projection: string; handled: number }>(
    'select projection, sum(events_handled)::int as handled from checkpoints group by projection',
  );
  const expected = PROJECTIONS.map(({ name, categories }) => {
    const own = events.filter(({ stream }) => categories.includes(stream.slice(0, stream.indexOf('-'))));
    return [name, own.length] as const;
  });
  expect(Object.fromEntries(rows.map(({ projection, handled }) => [projection, handled]))).to.deep.equal(
    Object.fromEntries(expected),
  );
};

describe('followers whose number of parts changes from start to start', () => {
  let world: World;
  let base = 0;

  before(async () => {
    world = await createWorld();
  });

  after(() => world.close());

  for (const partitions of [1, 2, 5, 1, 10, 2]) {
    it(`go on with ${partitions} parts`, async () => {
      const followers = [1, 2].map(() => world.start({ partitions, maxBatch: 10 }));
      base += 1_000;
      await handled(world, await world.append({ seed: 320 + base, commands: 30, base }));
      await until(async () => (await partsOf(world.pool, 'projects')) === partitions || undefined);
      await handled(world, await world.append({ seed: 321 + base, commands: 10, base: base + 500 }));
      await Promise.all(followers.map((follower) => follower.stop()));
      await expectWholeFold(world);
    });
  }

  it('have counted each event once', () => countOnce(world));

  it('have failed at nothing', () => expect(world.failures).to.deep.equal([]));
});

describe('parts of which one is behind', () => {
  let world: World;
  let other: pg.PoolClient;
  let old: Checkpoint | undefined;

  before(async () => {
    world = await createWorld();
    const first = world.start({ partitions: 2 });
    await first.settled(await world.append({ seed: 331, commands: 40 }));
    await first.stop();
    other = await world.pool.connect();
    await takeLocks(other, [{ name: 'projects', version: 1, partition: { index: 0, of: 2 } }]);
    const second = world.start({ partitions: 2 });
    await second.settled(await world.append({ seed: 332, commands: 80, base: 1_000 }));
    await second.stop();
    [old] = await takeOverCheckpoints(other, [
      { name: 'projects', version: 1, partition: { index: 1, of: 2 } },
    ]);
  });

  after(async () => {
    other.release(true);
    await world.close();
  });

  it('stay as they are while somebody else holds one of them', async () => {
    world.start({ partitions: 5 });
    await until(async () => (await partsOf(world.pool, 'accounts')) === 5 || undefined);
    expect(await partsOf(world.pool, 'projects')).to.equal(2);
  });

  it('are divided otherwise once they are together', async () => {
    await other.query('select pg_advisory_unlock_all()');
    await until(async () => (await partsOf(world.pool, 'projects')) === 5 || undefined);
    await until(async () => String(await holders(world.pool, 'projects')) === '5' || undefined);
    await handled(world, await world.append({ seed: 333, commands: 10, base: 2_000 }));
    await expectWholeFold(world);
  });

  it('are gone for whoever still believes in them: nothing is written there', async () => {
    if (!old?.at) throw new Error('The part had no checkpoint.');
    const move = { from: old, to: old.at, events: 1, digest: 0 };
    const failure = await advanceCheckpoints(other, [move], { lagMs: 0, hint: null }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(CheckpointMoved);
  });

  it('have counted each event once', () => countOnce(world));
});
