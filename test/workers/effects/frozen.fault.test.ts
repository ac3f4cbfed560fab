import { expect } from 'chai';
import { keyOf } from './example/shipping.js';
import { createEffectsWorld, endsOf, type World } from './world.js';

describe('a worker that stands still past its lease', () => {
  let world: World;
  let id: number;

  before(async () => {
    world = await createEffectsWorld();
    world.carrier.mood = 'hold';
    const frozen = world.worker({ concurrency: 1, terms: { leaseMs: 1_500 } });
    id = await world.order();
    await world.carrier.held();
    frozen.freeze();
    const other = world.worker();
    world.carrier.letGo();
    await world.reached('done', [id]);
    await other.stop();
    frozen.thaw();
    await frozen.logged('effect was taken over by another worker');
  });

  after(() => world.close());

  it('is relieved by another one, which has the result in the log', async () => {
    const sent = (await world.events(id)).filter(({ type }) => type === 'ParcelSent');
    expect(sent.map(({ data }) => 'attempt' in data && data.attempt)).to.deep.equal([2]);
  });

  it('brings its late result in vain: one end, one parcel', async () => {
    expect(endsOf(await world.events(id))).to.deep.equal(['ParcelSent']);
    expect([...world.carrier.sent.keys()]).to.deep.equal([keyOf(id)]);
    expect(world.carrier.calls.map(({ attempt }) => attempt)).to.deep.equal([1, 2]);
  });

  it('leaves the row as the other one left it', async () => {
    expect(await world.row(id)).to.include({ state: 'done', attempt: 2 });
  });
});
