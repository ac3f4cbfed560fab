import { expect } from 'chai';
import type { Follower } from '#followers/follower.js';
import { ParkingRefusal, type ParkedStream } from '#followers/parking-desk.js';
import { physicalTable } from '#projections/kit/ddl.js';
import { made, note, POISON } from './example/history.js';
import { curedProjection, nextVersion, thingsProjection } from './example/things.js';
import { createWorld, type World } from './world.js';

const poison = (id: number) => {
  const event = POISON['22003']?.(id);
  if (!event) throw new Error('There is no such poison.');
  return event;
};

const WHY = { by: 'ada', reason: 'written by a test tool' };

describe('an event that an operator has left out', () => {
  let world: World;
  let follower: Follower;
  let parked: ParkedStream;

  const find = async (stream: string): Promise<ParkedStream> => {
    const found = await world.desk.find(stream, { projection: 'things' });
    if (!found) throw new Error(`${stream} is not parked.`);
    return found;
  };
  /** Forgets the rows and where they come from. */
  const computeAgain = async (): Promise<void> => {
    await follower.stop();
    for (const { name } of thingsProjection.tables)
      await world.pool.query(`truncate ${physicalTable(name, 1)}`);
    await world.pool.query(`delete from checkpoints where projection = 'things'`);
    follower = world.start({ maxBatch: 3 });
    await world.settled(follower);
  };

  before(async () => {
    world = await createWorld();
    await world.append(1, [made(1), note(1), poison(1), note(1), note(1)]);
    await world.append(2, [made(2), poison(2), note(2)]);
    await world.append(3, [made(3), note(3)]);
    follower = world.start();
    await world.settled(follower);
    parked = await find('thing-1');
    await world.desk.skip(parked, WHY);
    await world.append(3, [note(3)]);
    await world.settled(follower);
  });

  after(() => world.close());

  it('is not waited for any more: what came after it is handled, in order', async () => {
    expect((await world.waiting()).map(({ stream }) => stream)).to.deep.equal(['thing-2', 'thing-2']);
    await world.expectFold(thingsProjection, [parked.first.eventId]);
  });

  it('stands in the log, with who decided so and why', async () => {
    const { value } = await world.log.read('parking-things.1').next();
    expect(value?.event.type).to.equal('ParkedEventSkipped');
    expect(value?.event.data).to.include({
      ...{ projection: 'things', version: 1, stream: 'thing-1', revision: 2 },
      ...{ eventId: parked.first.eventId, eventType: 'ThingNoted', reason: WHY.reason },
    });
    expect(value?.metadata.actor).to.deep.equal({ kind: 'operator', id: 'ada' });
  });

  it('is left out as well when the tables are computed again, also by code that could handle it', async () => {
    await computeAgain();
    expect((await world.waiting()).map(({ stream }) => stream)).to.deep.equal(['thing-2', 'thing-2']);
    await world.expectFold(thingsProjection, [parked.first.eventId]);
    await follower.stop();
    follower = world.start({ projections: [curedProjection] });
    await world.append(3, [note(3)]);
    await world.settled(follower);
    await world.expectFold(curedProjection, [parked.first.eventId]);
  });

  it('is handled by the next version, which tries all events by itself', async () => {
    await world.pool.query(
      `insert into deployments (projection, version, logic, shape, state) values ('things', 2, 2, 1, 'standby')`,
    );
    follower = world.start({ projections: [nextVersion] });
    await world.settled(follower);
    expect(await world.waiting(2)).to.deep.equal([]);
    await world.expectFold(nextVersion);
    expect(await world.waiting(1)).to.have.lengthOf(2);
  });

  it('was the first that waited in its stream: no other can be', async () => {
    const second = await find('thing-2');
    const stale = { ...second, first: parked.first };
    const refusal = await world.desk.skip(stale, WHY).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(ParkingRefusal);
  });
});

describe('a skip right after another decision', () => {
  let world: World;

  before(async () => {
    world = await createWorld();
    await world.append(1, [made(1), poison(1), note(1)]);
    const follower = world.start();
    await world.settled(follower);
    await follower.stop();
    await world.desk.retry({ projection: 'things', version: 1, stream: 'thing-1' }, 'ada');
  });

  after(() => world.close());

  const skip = async (): Promise<unknown> => {
    const parked = await world.desk.find('thing-1', { projection: 'things' });
    if (!parked) throw new Error('Nothing is parked.');
    return world.desk.skip(parked, WHY).catch((error: unknown) => error);
  };

  it('is refused until that one is carried out: the event might be handled by then', async () => {
    expect(await skip()).to.be.instanceOf(ParkingRefusal);
  });

  it('is taken when it is', async () => {
    await world.append(1, [note(1)]);
    const follower = world.start();
    await world.settled(follower);
    expect(await skip()).to.equal(undefined);
    await world.append(2, [made(2)]);
    await world.settled(follower);
    expect(await world.waiting()).to.deep.equal([]);
  });
});
