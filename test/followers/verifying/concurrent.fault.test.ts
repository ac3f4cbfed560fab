import { expect } from 'chai';
import type { Position } from '#platform/position.js';
import { isBefore } from '#platform/position.js';
import type { Found } from '#followers/verifying/findings.js';
import { tallyOf } from '#followers/verifying/tally.js';
import { PROJECTIONS } from '#projections/index.js';
import { eventsOf } from '#test/support/read-models.js';
import { spawnFollower } from '../spawned-follower.js';
import { createWorld, type World } from '../world.js';
import { lookAt } from './auditor.js';

const FAULTS = ['before-commit:2', 'after-commit:3', 'after-commit:1'];
const WRITERS = 4;

describe('followers that are killed while many write at once', () => {
  let world: World;
  const found: Found[] = [];

  const write = async (turn: number): Promise<Position> => {
    const writers = Array.from({ length: WRITERS }, (_, writer) => turn * WRITERS + writer);
    const ends = await Promise.all(
      writers.map((seed) => world.append({ seed, commands: 20, base: 1 + seed * 1_000 })),
    );
    return ends.reduce((one, other) => (isBefore(one, other) ? other : one));
  };

  before(async () => {
    world = await createWorld();
    for (const [turn, fault] of FAULTS.entries()) {
      const follower = spawnFollower(world, fault);
      await Promise.all([write(turn), follower.ended]);
      found.push(...(await lookAt(world, { atOnce: 40 })));
    }
    const follower = world.start();
    await follower.settled(await write(FAULTS.length));
    await follower.stop();
    found.push(...(await lookAt(world, { atOnce: 40 })));
  });
  after(() => world.close());

  it('have handled exactly the events that the log has, each once', async () => {
    const events = await eventsOf(world.client);
    const { rows } = await world.pool.query<{ name: string; events: number; digest: number }>(
      'select projection as name, events_handled as events, handled_digest as digest from checkpoints',
    );
    const logged = PROJECTIONS.map(({ name, categories }) => ({ name, ...tallyOf({ categories }, events) }));
    expect(rows).to.have.deep.members(logged);
  });

  it('raise no alarm, neither between two of them nor at the end', () => {
    expect(found).to.deep.equal([]);
  });

  it('are counted to the last event', async () => {
    const { rows } = await world.pool.query(
      `select projection from verifications v join checkpoints c using (projection, version)
       where v.reached_commit is distinct from c.commit_position or v.events <> c.events_handled`,
    );
    expect(rows).to.deep.equal([]);
  });
});
