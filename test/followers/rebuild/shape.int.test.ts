import { expect } from 'chai';
import type { Follower } from '#followers/follower.js';
import type { Change } from '#projections/kit/change.js';
import type { Projection } from '#projections/kit/projection.js';
import { bigint } from '#projections/kit/table.js';
import { createMenu, type Menu } from './menu.js';
import { createOperators, projectionNamed, releaseWith, type Operators } from './operators.js';
import { unwatched } from './unwatched.js';

const old = projectionNamed('projects');

const withArea = (change: Change): Change =>
  change.op === 'put' && change.table === 'projects'
    ? { ...change, row: { ...change.row, area: Number(change.row['canvas_width']) ** 2 } }
    : change;

/** Projects with another column, for queries of the next release. */
const next: Projection = {
  ...old,
  version: old.version + 1,
  shape: old.shape + 1,
  tables: old.tables.map((table) =>
    table.name === 'projects' ? { ...table, columns: { ...table.columns, area: bigint } } : table,
  ),
  changesFor: (type, event) => old.changesFor(type, event).map(withArea),
};

describe('a read model that gets another column', () => {
  let world: Operators;
  let menu: Menu;
  let first: Follower;

  const areas = async (): Promise<unknown> => (await world.pool.query('select area from projects_s2')).rows;

  before(async () => {
    world = await createOperators();
    menu = await createMenu(world);
    first = world.start();
    await first.settled(menu.last());
    const release = world.deskOf(releaseWith(next));
    world.start({ projections: releaseWith(next) });
    await release.rebuild('projects', unwatched);
    await release.deploy('projects');
  });
  after(() => world.close());

  it('has a view of its own for those who know the column', async () => {
    expect(await areas()).to.deep.equal([{ area: 1 }]);
  });

  it('is still there for processes that do not know it, and as new as before', async () => {
    await first.settled(await menu.rename());
    expect((await menu.row()).name).to.equal('Menu 1');
  });

  it('is live in both shapes', async () => {
    const { rows } = await world.pool.query(
      `select version, shape, state from deployments where projection = 'projects' order by version`,
    );
    expect(rows).to.deep.equal([
      { version: 1, shape: 1, state: 'live' },
      { version: 2, shape: 2, state: 'live' },
    ]);
  });
});
