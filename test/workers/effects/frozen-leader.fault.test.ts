import { expect } from 'chai';
import { until } from '#test/support/until.js';
import { createEffectsWorld, endsOf, type World } from './world.js';

describe('a worker that leads the reactors and stands still', () => {
  let world: World;
  let id: number;

  /** The end of the parcel is committed: nothing is under way that Postgres would end by itself. */
  const betweenTransactions = (parcel: number) =>
    until(async () => {
      const { rows } = await world.pool.query('select from checkpoints where stream = $1 and revision = 2', [
        `parcel-${parcel}`,
      ]);
      return rows.length > 0 || undefined;
    });

  before(async () => {
    world = await createEffectsWorld();
    const leader = world.worker();
    const first = await world.order();
    await world.reached('done', [first]);
    await betweenTransactions(first);
    leader.freeze();
    world.worker();
    id = await world.order();
    await world.reached('done', [id]);
    leader.thaw();
  });

  after(() => world.close());

  it('is relieved: what happens meanwhile has its effects', async () => {
    expect(endsOf(await world.events(id))).to.deep.equal(['ParcelSent']);
  });
});
