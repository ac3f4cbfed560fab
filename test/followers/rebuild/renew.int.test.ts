import { expect } from 'chai';
import { renewOutdated } from '#followers/rebuild/renew.js';
import type { Projection } from '#projections/kit/projection.js';
import { createMenu, type Menu } from './menu.js';
import { createOperators, projectionNamed, releaseWith, withNotes, type Operators } from './operators.js';

describe('a database whose release was replaced by one that makes other rows of the log', () => {
  let world: Operators;
  let menu: Menu;
  const said: string[] = [];
  /** Another column would be needed too: what matters is that its view is not there. */
  const counts: Projection = { ...projectionNamed('ai_usage'), version: 2, shape: 2 };
  const release = releaseWith(withNotes('!')).map((one) => (one.name === counts.name ? counts : one));

  const renew = () =>
    renewOutdated({
      desk: world.deskOf(release, 0),
      say: (line) => void said.push(line),
      signal: new AbortController().signal,
    });

  before(async () => {
    world = await createOperators();
    menu = await createMenu(world);
    const follower = world.start();
    await follower.settled(menu.last());
    await follower.stop();
  });
  after(() => world.close());

  it('has what its queries cannot read before it starts, and shows the rows of before until then', async () => {
    const later = await renew();
    expect(said[0]).to.contain('ai_usage');
    await world.pool.query('select * from ai_usage_s2');
    expect((await menu.row()).name).to.equal('Menu');
    await world.start({ projections: release }).settled(menu.last());
    await later();
    expect((await menu.row()).name).to.equal('Menu!');
  });

  it('has nothing to do the next time', async () => {
    said.length = 0;
    await (
      await renew()
    )();
    expect(said).to.deep.equal([]);
  });
});
