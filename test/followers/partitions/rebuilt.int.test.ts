import { expect } from 'chai';
import { until } from '#test/support/until.js';
import { createOperators, type Operators } from '../rebuild/operators.js';
import { expectWholeFold, handled, holders, partsOf } from './places.js';

const watching = { onProgress: () => undefined, signal: new AbortController().signal };

describe('a read model that two follow in parts', () => {
  let world: Operators;
  let base = 0;

  const append = async (): Promise<void> => {
    base += 1_000;
    await handled(world, await world.append({ seed: 340 + base, commands: 40, base }));
  };

  before(async () => {
    world = await createOperators();
    for (const _ of [1, 2]) world.start({ partitions: 2 });
    await until(async () => String(await holders(world.pool, 'projects')) === '1,1' || undefined);
    await append();
  });

  after(() => world.close());

  it('is rebuilt beside, kept up to date in parts, and the same', async () => {
    expect(await world.desk.rebuild('projects', watching)).to.include({ version: 2, from: 1, kept: true });
    await until(async () => (await partsOf(world.pool, 'projects')) === 4 || undefined);
    await append();
    const { equal } = await world.desk.diff('projects', 2, watching);
    expect(equal).to.equal(true);
  });

  it('is deployed, and rolled back', async () => {
    expect(await world.desk.deploy('projects')).to.include({ from: 1, to: 2 });
    await append();
    expect(await world.desk.rollback('projects')).to.include({ from: 2, to: 1 });
    await append();
    await expectWholeFold(world);
  });

  it('is verified against the log', async () => {
    const { equal } = await world.desk.verify('projects', watching);
    expect(equal).to.equal(true);
    expect((await world.desk.sample('projects', 20)).differences).to.deep.equal([]);
  });

  it('is shown part by part', async () => {
    const [status] = await world.desk.status('projects');
    expect(status).to.include({ version: 1, partitions: 2, followed: true, known: true });
    expect(status?.parts.map(({ index }) => index)).to.deep.equal([0, 1]);
  });

  it('says why it is followed as a whole, where it is', async () => {
    const [status] = await world.desk.status('open_reservations');
    expect(status).to.include({
      partitions: 1,
      indivisible: 'the rows of open_reservations depend on the order of events of different streams',
    });
  });

  it('loses a version that nobody reads, all its parts', async () => {
    await world.desk.drop('projects', 2);
    expect(await partsOf(world.pool, 'projects')).to.equal(2);
  });
});
