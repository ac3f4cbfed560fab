import { expect } from 'chai';
import type { Follower } from '#followers/follower.js';
import { readFindings } from '#followers/verifying/findings.js';
import { PROJECTIONS } from '#projections/index.js';
import { createMenu, type Menu } from '../rebuild/menu.js';
import { createOperators, type Operators } from '../rebuild/operators.js';
import { unwatched } from '../rebuild/unwatched.js';
import { lookAt } from './auditor.js';

const PLACE = 'commit_position, prepare_position, event_id, stream, revision';

describe('what somebody changed by hand', () => {
  let world: Operators;
  let menu: Menu;
  let follower: Follower;

  const start = async (): Promise<void> => {
    follower = world.start();
    await follower.settled(await menu.rename());
  };

  before(async () => {
    world = await createOperators();
    menu = await createMenu(world);
    await world.append({ seed: 61, commands: 60 });
    await start();
  });
  after(() => world.close());

  it('is nothing, before anybody did', async () => {
    expect(await lookAt(world)).to.deep.equal([]);
  });

  it('is found in a row, by folding some again, without a value of it', async () => {
    const { id } = await menu.row();
    await world.owner.query('update projects_v1 set canvas_width = 99, name = $2 where id = $1', [
      id,
      'Wrong',
    ]);
    // Each look takes another projection and some pages of its tables: the row is in one of them sooner or later.
    const found = [];
    for (let look = 0; look < 100 && found.length === 0; look += 1) {
      found.push(...(await lookAt(world, { rows: 1_000 })));
    }
    const place = {
      projection: 'projects',
      version: 1,
      kind: 'row',
      table: 'projects',
      stream: `project-${id}`,
    };
    expect(found).to.have.lengthOf(1);
    expect(found[0]).to.deep.include({ ...place, columns: ['name', 'canvas_width'] });
    expect(JSON.stringify(found)).not.to.include('Wrong');
  });

  it('stays found, until a fold of the whole log has the same rows', async () => {
    await world.desk.verify('projects', unwatched);
    expect(await readFindings(world.pool, 10)).to.have.lengthOf(1);
    await world.desk.rebuild('projects', unwatched);
    await world.desk.deploy('projects');
    await world.desk.drop('projects', 1);
    expect(await readFindings(world.pool, 10)).to.deep.equal([]);
    expect(await lookAt(world)).to.deep.equal([]);
  });

  it('is found in a checkpoint that was moved forward: what it passed was not handled', async () => {
    await follower.stop();
    for (let names = 0; names < 2; names += 1) await menu.rename();
    const others = PROJECTIONS.filter(({ name }) => name !== 'projects');
    const without = world.start({ projections: others });
    await without.settled(await menu.rename());
    await without.stop();
    await world.owner.query(
      `update checkpoints set (${PLACE}) = (select ${PLACE} from checkpoints where projection = 'event_index')
       where projection = 'projects'`,
    );
    await start();
    const found = await lookAt(world, { rows: 0 });
    expect(found.map(({ projection, kind }) => ({ projection, kind }))).to.deep.equal([
      { projection: 'projects', kind: 'missing' },
    ]);
    expect((found[0]?.logged ?? 0) - (found[0]?.handled ?? 0)).to.equal(3);
  });

  it('is found in a checkpoint that was moved back', async () => {
    await world.owner.query(
      `create table kept as select ${PLACE} from checkpoints where projection = 'usage'`,
    );
    await follower.settled(await menu.rename());
    await lookAt(world, { rows: 0 });
    await follower.stop();
    await world.owner.query(
      `update checkpoints set (${PLACE}) = (select ${PLACE} from kept) where projection = 'usage'`,
    );
    const found = await lookAt(world, { rows: 0 });
    expect(found.map(({ projection, kind }) => ({ projection, kind }))).to.deep.equal([
      { projection: 'usage', kind: 'set_back' },
    ]);
  });

  it('is told once: what is handled again from there is counted from there', async () => {
    await start();
    expect(await lookAt(world, { rows: 0 })).to.deep.equal([]);
  });

  it('is found when events were handled twice, and named when it is one', async () => {
    await world.owner.query(`update checkpoints set events_handled = events_handled + 1,
      handled_digest = handled_digest # ('x' || right(event_id::text, 8))::bit(32)::integer
      where projection = 'project_versions'`);
    await follower.settled(await menu.rename());
    const [found, ...more] = await lookAt(world, { rows: 0 });
    expect(more).to.deep.equal([]);
    expect(found).to.include({ projection: 'project_versions', kind: 'repeated' });
  });

  it('says nothing about a version that begins anew: it is counted from the start', async () => {
    await follower.stop();
    await world.owner.query(`delete from checkpoints where projection = 'project_versions'`);
    await start();
    expect(await lookAt(world, { rows: 0 })).to.deep.equal([]);
    const findings = await readFindings(world.pool, 10);
    const known = ['project_versions', 'usage', 'projects'];
    expect(findings.map(({ projection }) => projection)).to.deep.equal(known);
  });
});
