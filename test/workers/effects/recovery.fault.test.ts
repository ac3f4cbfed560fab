import { expect } from 'chai';
import { keyOf } from './example/shipping.js';
import { createEffectsWorld, endsOf, type World } from './world.js';

const HOURS_AGO = 2 * 3_600_000;

describe('the effects of a database that lost its rows and checkpoints', () => {
  let world: World;
  let sent: number;
  let refused: number;
  let young: number;
  let old: number;
  let callsBefore: number;

  before(async () => {
    world = await createEffectsWorld();
    const first = world.worker();
    sent = await world.order();
    await world.reached('done', [sent]);
    world.carrier.mood = 'refused';
    refused = await world.order();
    await world.reached('dead', [refused]);
    world.carrier.mood = 'ok';
    await first.stop();
    young = await world.order();
    old = await world.order(new Date(Date.now() - HOURS_AGO));
    callsBefore = world.carrier.calls.length;
    await world.pool.query('delete from effects');
    await world.pool.query('delete from checkpoints');
    world.worker();
    await world.reached('expired', [old]);
    await world.reached('done', [young]);
  });

  after(() => world.close());

  it('are closed where the log has their end, without asking the provider', async () => {
    expect(await world.row(sent)).to.include({ state: 'done', attempt: 1 });
    expect(await world.row(refused)).to.include({ state: 'done' });
    const asked = world.carrier.calls.slice(callsBefore).map(({ key }) => key);
    expect(asked).to.deep.equal([keyOf(young)]);
  });

  it('are carried out where they are young', async () => {
    expect(endsOf(await world.events(young))).to.deep.equal(['ParcelSent']);
  });

  it('are given up in the log where they are too old', async () => {
    const ends = (await world.events(old)).slice(1);
    expect(ends.map(({ data }) => 'why' in data && data.why)).to.deep.equal(['expired']);
  });

  it('happen twice in no case', async () => {
    expect(world.carrier.sent.size).to.equal(2);
    for (const id of [sent, refused, young, old]) expect(endsOf(await world.events(id))).to.have.length(1);
  });
});
