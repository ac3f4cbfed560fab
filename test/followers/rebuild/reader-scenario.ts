import { expect } from 'chai';
import { createProgress } from '#followers/progress.js';
import { createMenu, keepRenaming, pollMenu } from './menu.js';
import { createOperators } from './operators.js';
import { unwatched } from './unwatched.js';

/**
 * Somebody reads one list all the time, somebody else writes into it; meanwhile it is rebuilt, deployed and
 * rolled back, until there were so many polls. Fails when a read fails or is older than one before, and when
 * the writer waits for its own write and does not see it.
 */
export const readWhileRebuilding = async (wantedPolls: number): Promise<void> => {
  const world = await createOperators();
  try {
    const menu = await createMenu(world);
    await world.append({ seed: 31, commands: 150 });
    const follower = world.start();
    await follower.settled(menu.last());
    const progress = createProgress({
      pool: world.pool,
      connectionString: world.database.appUrl,
      notify: true,
    });
    const [reader, writer] = [pollMenu(menu), keepRenaming(menu, progress)];
    try {
      for (let round = 0; round === 0 || reader.polls() < wantedPolls; round += 1) {
        const { version } = await world.desk.rebuild('projects', { ...unwatched, atOnce: 100 });
        const { to } = await world.desk.deploy('projects');
        expect(to).to.equal(version);
        const { to: before } = await world.desk.rollback('projects');
        await world.desk.deploy('projects', version);
        await world.desk.drop('projects', before);
      }
    } finally {
      try {
        await writer.stop();
      } finally {
        await progress.close();
      }
      await follower.settled(menu.last());
      await reader.stop();
    }
    expect(writer.seen()).to.be.greaterThan(0);
    expect((await menu.row()).revision).to.be.at.least(reader.newest());
    expect((await world.desk.verify('projects', unwatched)).equal).to.equal(true);
    expect(world.failures).to.deep.equal([]);
  } finally {
    await world.close();
  }
};
