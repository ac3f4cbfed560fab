import { expect } from 'chai';
import { takeLocks } from '#followers/locks.js';
import { PROJECTIONS } from '#projections/index.js';
import { stateWatch } from '../world.js';
import { createMenu, type Menu } from './menu.js';
import { createOperators, projectionNamed, releaseWith, withNotes, type Operators } from './operators.js';
import { unwatched } from './unwatched.js';

const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error: unknown) => (error as Error).message,
  );

describe('a build that nobody keeps up to date', () => {
  let world: Operators;
  let menu: Menu;
  const release = releaseWith(withNotes('!'));

  before(async () => {
    world = await createOperators();
    menu = await createMenu(world);
    await world.start().settled(menu.last());
  });
  after(() => world.close());

  it('is said to be so, when the followers that run have other code', async () => {
    const { kept } = await world.deskOf(release, 0).rebuild('projects', { ...unwatched });
    expect(kept).to.equal(false);
  });

  it('is not deployed, however new it is', async () => {
    const message = await refusalOf(world.deskOf(release, 0).deploy('projects'));
    expect(message).to.equal('No follower keeps projects v2 up to date: start one of this release first.');
  });

  it('is not deployed when it is older than what readers see', async () => {
    const follower = world.start({ projections: PROJECTIONS });
    await menu.rename();
    await untilRenamed(menu);
    const message = await refusalOf(world.deskOf(release, 0).deploy('projects'));
    expect(message).to.equal('projects v2 is behind v1: its readers would see an older state.');
    await follower.stop();
  });

  it('leaves readers where they are', async () => {
    const { rows } = await world.pool.query(
      `select version, state from deployments where projection = 'projects' order by version`,
    );
    expect(rows).to.deep.equal([
      { version: 1, state: 'live' },
      { version: 2, state: 'standby' },
    ]);
  });
});

const untilRenamed = async (menu: Menu): Promise<void> => {
  while ((await menu.row()).name !== 'Menu 1');
};

describe('a read model of a new release', () => {
  let world: Operators;
  let menu: Menu;
  const release = releaseWith(withNotes('!'));

  before(async () => {
    world = await createOperators();
    menu = await createMenu(world);
    await world.start().settled(menu.last());
    world.start({ projections: release });
    const { kept } = await world.deskOf(release).rebuild('projects', { ...unwatched });
    expect(kept).to.equal(true);
  });
  after(() => world.close());

  it('is kept up to date by a follower of that release beside one of the release before', async () => {
    await menu.rename();
    await untilRenamed(menu);
    const { equal, tables, culprits } = await world.deskOf(release).diff('projects', 2, unwatched);
    expect({ equal, columns: tables[0]?.columns }).to.deep.equal({ equal: false, columns: { name: 1 } });
    expect(culprits['projects']?.[0]).to.include({ type: 'ProjectDetailsChanged', revision: 1 });
  });

  it('is what readers see when it is deployed, through the view they know', async () => {
    await world.deskOf(release).deploy('projects');
    expect((await menu.row()).name).to.match(/^Menu \d!$/);
  });

  it('gives way to the release before at once, which missed nothing meanwhile', async () => {
    await menu.rename();
    await world.desk.rollback('projects');
    const { rows } = await world.pool.query(
      `select active, version from checkpoints where projection = 'projects'`,
    );
    expect(rows).to.have.deep.members([
      { active: true, version: 1 },
      { active: false, version: 2 },
    ]);
    while ((await menu.row()).name !== 'Menu 2');
  });

  it('is not dropped while readers see it', async () => {
    expect(await refusalOf(world.desk.drop('projects', 1))).to.equal(
      'projects v1 is what readers see: it stays.',
    );
  });

  it('gives way to a reader that takes long instead of failing it', async () => {
    const slow = await world.pool.connect();
    try {
      await slow.query('begin');
      const before = await menu.row(slow);
      const swapping = world.deskOf(release).deploy('projects', 2);
      await menu.row();
      const after = await menu.row(slow);
      await slow.query('commit');
      expect(after.name).to.equal(before.name);
      expect(await swapping).to.deep.equal({ projection: 'projects', from: 1, to: 2 });
    } finally {
      slow.release(true);
    }
  });
});

describe('a read model that somebody else rebuilds', () => {
  let world: Operators;

  before(async () => {
    world = await createOperators();
  });
  after(() => world.close());

  it('is not rebuilt a second time at once', async () => {
    const other = await world.owner.connect();
    await takeLocks(other, [{ name: 'rebuild:projects', version: 0 }]);
    const message = await refusalOf(world.desk.rebuild('projects', unwatched));
    other.release(true);
    expect(message).to.equal('Another rebuild of projects is under way.');
  });
});

describe('a read model without tables', () => {
  let world: Operators;

  before(async () => {
    world = await createOperators();
  });
  after(() => world.close());

  it('stops the follower, which says what to do', async () => {
    const unknown = { ...projectionNamed('projects'), name: 'boards', tables: [] };
    const watch = stateWatch();
    world.start({ projections: [...PROJECTIONS, unknown], onState: watch.onState });
    await watch.reached('failing');
    expect(world.failures[0]?.error).to.have.property(
      'message',
      'The database has no tables of boards: run aidesign migrate, or rebuild the projection.',
    );
  });
});
