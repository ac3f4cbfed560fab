import { expect } from 'chai';
import { keyOf } from './example/shipping.js';
import { createEffectsWorld, type World } from './world.js';

describe('effects while Redis', () => {
  let world: World;
  const calledOnce = (ids: readonly number[]): void => {
    const wanted = ids.map(keyOf);
    const called = world.carrier.calls.map(({ key }) => key).filter((key) => wanted.includes(key));
    expect(called.sort()).to.deep.equal(wanted.sort());
  };

  before(async () => {
    world = await createEffectsWorld();
  });
  after(() => world.close());

  it('is away stay due, and happen once when it is back, empty', async () => {
    const worker = world.worker();
    await world.reached('done', await world.orders(1));
    await world.redis.kill();
    await worker.logged('Redis is away; trying again');
    const ids = await world.orders(5);
    await world.reached('pending', ids);
    await world.redis.start();
    await world.redis.flush();
    await world.reached('done', ids);
    calledOnce(ids);
    await worker.stop();
  });

  it('is emptied with jobs in it and under way happen once all the same', async () => {
    world.carrier.mood = 'hold';
    const worker = world.worker({ concurrency: 1 });
    const ids = await world.orders(5);
    await world.carrier.held();
    await world.redis.flush();
    world.carrier.letGo();
    await world.reached('done', ids);
    calledOnce(ids);
    await worker.stop();
  });

  it('is away when a worker starts wait for it, and the worker says so once a connection', async () => {
    await world.redis.kill();
    const worker = world.worker();
    const ids = await world.orders(2);
    await world.reached('pending', ids);
    await worker.logged('Redis is away; trying again');
    await world.redis.start();
    await world.reached('done', ids);
    const told = worker.messages.filter((message) => message === 'Redis is away; trying again');
    expect(told).to.have.lengthOf.at.most(3);
    expect(await worker.stop()).to.equal(0);
  });

  it('is away do not keep a worker from stopping', async () => {
    await world.redis.kill();
    const worker = world.worker();
    await worker.logged('Redis is away; trying again');
    expect(await worker.stop()).to.equal(0);
    await world.redis.start();
  });
});
