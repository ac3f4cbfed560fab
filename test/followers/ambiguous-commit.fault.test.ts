import { expect } from 'chai';
import type pg from 'pg';
import { createPool } from '#platform/postgres/pool.js';
import { startCuttingProxy, type Cut, type CuttingProxy } from '#test/support/cutting-proxy.js';
import { expectInvariants } from '#test/support/invariants.js';
import { createMenu } from './rebuild/menu.js';
import { createWorld, type World } from './world.js';

const CUTS: Readonly<Record<Cut, string>> = {
  answer: 'after Postgres carried it out',
  request: 'before it reached Postgres',
};

for (const cut of ['answer', 'request'] as const) {
  describe(`F3 · a COMMIT whose connection breaks ${CUTS[cut]}`, () => {
    let world: World;
    let proxy: CuttingProxy;
    let pool: pg.Pool;

    before(async () => {
      world = await createWorld();
      proxy = await startCuttingProxy(world.database.appUrl);
      pool = createPool({ url: proxy.url, max: 3, applicationName: 'cut' });
      const last = await world.append({ seed: 31, commands: 300 });
      proxy.cutNext('commit\0', cut);
      await world.start({ pool, maxBatch: 30 }).settled(last);
    });

    after(async () => {
      await world.close();
      await pool.end();
      proxy.close();
    });

    it('is recognised as ambiguous', () => {
      expect(proxy.cuts()).to.equal(1);
      expect(world.failures.map(({ kind }) => kind)).to.deep.equal(['ambiguous']);
    });

    it('is neither lost nor done twice', () => expectInvariants(world));
  });
}

describe('F3 · a COMMIT that never reached Postgres', () => {
  let world: World;
  let proxy: CuttingProxy;
  let pool: pg.Pool;

  before(async () => {
    world = await createWorld();
    proxy = await startCuttingProxy(world.database.appUrl);
    pool = createPool({ url: proxy.url, max: 3, applicationName: 'cut' });
  });
  after(async () => {
    await world.close();
    await pool.end();
    proxy.close();
  });

  it('is told to nobody as done before it is', async () => {
    const menu = await createMenu(world);
    proxy.cutNext('commit\0', 'request');
    await world.start({ pool }).settled(menu.last());
    expect(await menu.row()).to.include({ name: 'Menu' });
    expect(proxy.cuts()).to.equal(1);
  });
});
