import { expect } from 'chai';
import { keyOf } from './example/shipping.js';
import { createEffectsWorld, endsOf, type World } from './world.js';

describe('two workers', () => {
  let world: World;
  let ids: number[];

  before(async () => {
    world = await createEffectsWorld();
    const workers = [world.worker(), world.worker()];
    ids = await world.orders(60);
    await world.reached('done', ids);
    for (const worker of workers) expect(await worker.stop()).to.equal(0);
  });

  after(() => world.close());

  it('carry out each effect exactly once', async () => {
    expect(world.carrier.calls.map(({ key }) => key).sort()).to.deep.equal(ids.map(keyOf).sort());
    for (const id of ids) expect(endsOf(await world.events(id))).to.deep.equal(['ParcelSent']);
  });
});

describe('a worker that is asked to stop', () => {
  let world: World;

  before(async () => {
    world = await createEffectsWorld();
  });
  after(() => world.close());

  it('finishes what it has begun', async () => {
    world.carrier.mood = 'hold';
    const worker = world.worker();
    const id = await world.order();
    await world.carrier.held();
    const stopped = worker.stop();
    world.carrier.letGo();
    expect(await stopped).to.equal(0);
    expect(await world.row(id)).to.include({ state: 'done', attempt: 1 });
  });

  it('leaves what does not come to an end to the next one, at no cost', async () => {
    world.carrier.mood = 'hold';
    const worker = world.worker();
    const id = await world.order();
    await world.carrier.held();
    expect(await worker.stop()).to.equal(0);
    expect(await world.row(id)).to.include({ state: 'pending', tries: 0, last_error: 'interrupted' });
    world.carrier.letGo();
    world.worker();
    await world.reached('done', [id]);
  });
});
