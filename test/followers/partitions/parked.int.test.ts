import { expect } from 'chai';
import type { Follower, FollowerOptions } from '#followers/follower.js';
import { until } from '#test/support/until.js';
import { made, note, POISON } from '../parking/example/history.js';
import { curedProjection, thingsProjection } from '../parking/example/things.js';
import { createWorld, type World } from '../parking/world.js';
import { holders } from './places.js';

const poison = (id: number) => POISON['22003']?.(id) ?? note(id);

describe('parked streams of a projection that two follow in parts', () => {
  let world: World;
  let followers: readonly Follower[];

  const start = async (options: Partial<FollowerOptions> = {}, held = '1,1'): Promise<void> => {
    followers = [1, 2].map(() => world.start({ partitions: 2, ...options }));
    await until(async () => String(await holders(world.pool, 'things')) === held || undefined);
  };
  const streams = async () => (await world.waiting()).map(({ stream }) => stream);
  /** What both parts have handled. */
  const carriedOut = (stream: string, left: number): Promise<unknown> =>
    until(async () => (await streams()).filter((one) => one === stream).length === left || undefined);

  before(async () => {
    world = await createWorld();
    await start();
    for (const id of [1, 2, 3]) await world.append(id, [made(id), note(id), poison(id), note(id)]);
    for (const id of [4, 5]) await world.append(id, [made(id), note(id)]);
    await until(async () => (await streams()).length === 6 || undefined);
  });

  after(() => world.close());

  it('wait in order, each in the part it belongs to', async () => {
    expect(await streams()).to.deep.equal(['thing-1', 'thing-1', 'thing-2', 'thing-2', 'thing-3', 'thing-3']);
  });

  it('still wait when their parts have gone to others', async () => {
    await Promise.all(followers.map((follower) => follower.stop()));
    await start();
    await world.append(1, [note(1)]);
    await carriedOut('thing-1', 3);
    expect(await streams()).to.have.lengthOf(7);
  });

  it('are freed of an event that is left out, and of nothing else', async () => {
    const parked = await world.desk.find('thing-2', { projection: 'things' });
    if (!parked) throw new Error('It is not parked.');
    await world.desk.skip(parked, { by: 'ada', reason: 'a test' });
    await carriedOut('thing-2', 0);
    expect(await streams()).to.deep.equal(['thing-1', 'thing-1', 'thing-3', 'thing-3', 'thing-1']);
  });

  it('are handled by all parts, more of them now, when they are tried again with better code', async () => {
    const skipped = (await world.events()).find(
      ({ stream, revision }) => stream === 'thing-2' && revision === 2,
    );
    await Promise.all(followers.map((follower) => follower.stop()));
    await start({ projections: [curedProjection], partitions: 5 }, '2,3');
    await world.desk.retry({ projection: 'things', version: thingsProjection.version, stream: null }, 'ada');
    await until(async () => (await streams()).length === 0 || undefined);
    await world.expectFold(curedProjection, [skipped?.id ?? '']);
  });

  // A part may be handed on while a batch of it is under way: then the batch is not committed.
  it('have stopped nobody', () => {
    const others = world.failures.filter(({ error }) => !String(error).startsWith('CheckpointMoved'));
    expect(others).to.deep.equal([]);
  });
});
