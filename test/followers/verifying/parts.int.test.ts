import { expect } from 'chai';
import type { Follower } from '#followers/follower.js';
import { readVerification } from '#followers/verifying/report.js';
import { eventsOf } from '#test/support/read-models.js';
import { createWorld, type World } from '../world.js';
import { lookAt } from './auditor.js';
import { swallowingLog } from './swallowing-log.js';

describe('read models that are followed in parts', () => {
  let world: World;
  let follower: Follower;

  const follow = async (partitions: number, seed: number): Promise<void> => {
    follower = world.start({ partitions });
    await follower.settled(await world.append({ seed, commands: 60, base: seed * 1_000 }));
  };

  before(async () => {
    world = await createWorld();
    await follow(2, 1);
  });
  after(() => world.close());

  it('raise no alarm: each part has handled its own events', async () => {
    expect(await lookAt(world, { rows: 50, atOnce: 50 })).to.deep.equal([]);
    const { rows } = await world.pool.query<{ parts: number }>(
      `select count(*) as parts from verifications where projection = 'projects' and windows > 0`,
    );
    expect(rows).to.deep.equal([{ parts: 2 }]);
  });

  it('are counted on when they are divided otherwise', async () => {
    await follower.stop();
    await follow(5, 2);
    expect(await lookAt(world, { rows: 50 })).to.deep.equal([]);
    const ofProjects = (await readVerification(world.pool)).filter(
      ({ projection }) => projection === 'projects',
    );
    expect(ofProjects).to.have.lengthOf(1);
    expect(ofProjects[0]?.events).to.be.greaterThan(0);
  });

  it('tell which event a part never got', async () => {
    await follower.stop();
    await world.append({ seed: 3, commands: 40, base: 3_000 });
    const lost = (await eventsOf(world.client)).findLast(({ stream }) => stream.startsWith('project-'));
    const log = () => swallowingLog(world.url, (id) => id === lost?.id);
    follower = world.start({ partitions: 5, log });
    await follower.settled(await world.append({ seed: 4, commands: 5, base: 4_000 }));
    const found = await lookAt(world, { rows: 0 });
    const inProjects = found.filter(({ projection }) => projection === 'projects');
    expect(inProjects).to.have.lengthOf(1);
    expect(inProjects[0]).to.include({ kind: 'missing', eventId: lost?.id });
  });
});
