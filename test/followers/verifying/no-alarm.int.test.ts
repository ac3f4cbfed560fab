import { expect } from 'chai';
import { connectLog } from '#eventlog/log-client.js';
import type { Follower } from '#followers/follower.js';
import { countAnew } from '#followers/verifying/counts.js';
import { readVerification } from '#followers/verifying/report.js';
import { codec, nextVersion, thingsProjection } from '../parking/example/things.js';
import { made, note, POISON } from '../parking/example/history.js';
import { createWorld as createThings, type World as Things } from '../parking/world.js';
import { createMenu, type Menu } from '../rebuild/menu.js';
import { createOperators, type Operators } from '../rebuild/operators.js';
import { unwatched } from '../rebuild/unwatched.js';
import { lookAt } from './auditor.js';

describe('a read model with parked events', () => {
  let world: Things;
  let follower: Follower;

  const look = () => lookAt(world, { projections: [nextVersion, thingsProjection], codec, rows: 100 });
  const poison = (id: number) => POISON['22003']?.(id) ?? note(id);
  const parked = async (stream: string) => {
    const found = await world.desk.find(stream, { projection: 'things' });
    if (!found) throw new Error(`${stream} is not parked.`);
    return found;
  };

  before(async () => {
    world = await createThings();
    for (const id of [1, 2, 3]) await world.append(id, [made(id), note(id), poison(id), note(id), note(id)]);
    await world.append(4, [made(4), note(4)]);
    follower = world.start({ maxBatch: 3 });
    await world.settled(follower);
  });
  after(() => world.close());

  it('has handled them all the same', async () => {
    expect(await look()).to.deep.equal([]);
    const [verified] = await readVerification(world.pool);
    expect(verified).to.include({ projection: 'things', events: 17, findings: 0 });
  });

  it('has not handled them again when they are retried or left out', async () => {
    await world.desk.skip(await parked('thing-1'), { by: 'ada', reason: 'written by a test tool' });
    await world.desk.retry(await parked('thing-2'), 'ada');
    await world.append(4, [note(4)]);
    await world.settled(follower);
    expect(await look()).to.deep.equal([]);
    expect(await world.waiting()).not.to.deep.equal([]);
  });

  it('is right in a version that tries everything again', async () => {
    await follower.stop();
    follower = world.start({ projections: [nextVersion, thingsProjection] });
    await world.settled(follower);
    expect(await look()).to.deep.equal([]);
  });
});

describe('a read model that is built anew', () => {
  let world: Operators;
  let menu: Menu;
  let follower: Follower;

  before(async () => {
    world = await createOperators();
    menu = await createMenu(world);
    await world.append({ seed: 81, commands: 80 });
    follower = world.start();
    await follower.settled(await menu.rename());
  });
  after(() => world.close());

  const look = () => lookAt(world, { rows: 50, atOnce: 30 });

  it('raises no alarm, from before the build to after the way back', async () => {
    expect(await look()).to.deep.equal([]);
    const { version } = await world.desk.rebuild('projects', { ...unwatched, atOnce: 7 });
    expect(await look()).to.deep.equal([]);
    await world.desk.deploy('projects');
    await menu.rename();
    expect(await look()).to.deep.equal([]);
    await world.desk.rollback('projects');
    await menu.rename();
    expect(await look()).to.deep.equal([]);
    const counted = (await readVerification(world.pool)).filter(
      ({ projection }) => projection === 'projects',
    );
    expect(counted.map((one) => one.version)).to.deep.equal([1, version]);
  });

  it('is counted from the start when its version is dropped and its number used again', async () => {
    await world.desk.drop('projects', 2);
    expect((await world.desk.rebuild('projects', unwatched)).version).to.equal(2);
    expect(await look()).to.deep.equal([]);
  });

  it('has its windows marked while nobody looks, and counted later', async () => {
    await world.owner.query(`update checkpoints set events_handled = 4090 where projection = 'projects'`);
    await countAnew(world.owner);
    expect(await look()).to.deep.equal([]);
    for (let names = 0; names < 8; names += 1) await menu.rename();
    await follower.settled(await menu.rename());
    const { rows } = await world.pool.query<{ projection: string }>(
      'select distinct projection from verification_marks',
    );
    expect(rows).to.deep.equal([{ projection: 'projects' }]);
    expect(await look()).to.deep.equal([]);
  });

  it('is not read again where nothing happened', async () => {
    let subscriptions = 0;
    const client = Object.assign(connectLog(world.url), {
      subscribeToAll: () => {
        subscriptions += 1;
        throw new Error('The log is read.');
      },
    });
    try {
      expect(await lookAt({ client, pool: world.pool })).to.deep.equal([]);
    } finally {
      await client.dispose();
    }
    expect(subscriptions).to.equal(0);
  });
});
