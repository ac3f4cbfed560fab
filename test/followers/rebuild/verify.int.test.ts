import { expect } from 'chai';
import { createMenu, type Menu } from './menu.js';
import { createOperators, projectionNamed, type Operators } from './operators.js';
import { unwatched } from './unwatched.js';

describe('a read model whose rows somebody changed', () => {
  let world: Operators;
  let menu: Menu;

  before(async () => {
    world = await createOperators();
    menu = await createMenu(world);
    await world.append({ seed: 51, commands: 80 });
    await menu.rename();
    await world.start().settled(await menu.rename());
    const { id } = await menu.row();
    await world.owner.query('update projects_v1 set canvas_width = 99, name = $2 where id = $1', [
      id,
      'Wrong',
    ]);
    await world.owner.query(
      `insert into project_members_v1 (project_id, account_id, role) values ($1, 5, 'owner')`,
      [id],
    );
    await world.owner.query(`delete from project_totals_v1`);
  });
  after(() => world.close());

  it('is found out by a fold of the whole log, column by column', async () => {
    const { equal, tables } = await world.desk.verify('projects', unwatched);
    const found = tables.map(({ table, columns, onlyBefore, onlyAfter }) => ({
      table,
      columns,
      onlyBefore,
      onlyAfter,
    }));
    expect({ equal, found }).to.deep.equal({
      equal: false,
      found: [
        { table: 'projects', columns: { name: 1, canvas_width: 1 }, onlyBefore: 0, onlyAfter: 0 },
        { table: 'project_members', columns: {}, onlyBefore: 1, onlyAfter: 0 },
        { table: 'project_counts', columns: {}, onlyBefore: 0, onlyAfter: 0 },
        { table: 'project_totals', columns: {}, onlyBefore: 0, onlyAfter: 1 },
      ],
    });
  });

  it('is told which event made each of the rows what it should be', async () => {
    const { tables, culprits } = await world.desk.verify('projects', unwatched);
    expect(tables[0]?.samples[0]?.columns).to.deep.equal(['name', 'canvas_width']);
    expect(culprits['projects']?.[0]).to.include({ type: 'ProjectDetailsChanged', revision: 2 });
    expect(culprits['project_members']).to.deep.equal([null]);
    expect(culprits['project_totals']?.[0]?.stream).to.match(/^project-/);
  });

  it('is found out by rows at random that are folded again from their streams', async () => {
    const { differences } = await world.desk.sample('projects', 1_000);
    expect(differences.map(({ table, stream }) => ({ table, stream }))).to.have.deep.members([
      { table: 'projects', stream: `project-${(await menu.row()).id}` },
      { table: 'project_members', stream: null },
    ]);
  });

  it('is left as it is by looking', async () => {
    expect((await menu.row()).name).to.equal('Wrong');
    const { rows } = await world.pool.query(
      `select count(*) as versions from deployments where projection = 'projects'`,
    );
    expect(rows).to.deep.equal([{ versions: 1 }]);
  });

  it('is right again after a rebuild is deployed', async () => {
    const { version } = await world.desk.rebuild('projects', unwatched);
    expect((await world.desk.diff('projects', version, unwatched)).equal).to.equal(false);
    await world.desk.deploy('projects');
    expect((await world.desk.verify(projectionNamed('projects').name, unwatched)).equal).to.equal(true);
  });
});
