import { expect } from 'chai';
import type pg from 'pg';
import { createPool } from '#platform/postgres/pool.js';
import { startCuttingProxy, type Cut, type CuttingProxy } from '#test/support/cutting-proxy.js';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.js';
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

/** Bytes that Postgres has said when it is cut: somewhere in an answer, and between two. */
const BYTES = [1, 700, 2_500, 6_000];

describe('F3 · connections that are reset wherever an answer may be', () => {
  let world: World;
  let proxy: FaultProxy;
  let pool: pg.Pool;

  before(async () => {
    world = await createWorld();
    proxy = await startFaultProxy(world.database.appUrl);
    pool = createPool({ url: proxy.url, max: 3, applicationName: 'reset' });
    world.start({ pool, maxBatch: 20 });
  });
  after(async () => {
    await world.close();
    await pool.end();
    await proxy.close();
  });

  for (const [index, bytes] of BYTES.entries()) {
    it(`lose nothing and double nothing: after ${bytes} bytes`, async () => {
      proxy.cutAfter(bytes);
      for (let more = 0; !proxy.wasCut() && more < 5; more += 1) {
        const base = 1_000 * (10 * index + more);
        await world.handled(await world.append({ seed: 33 + index, commands: 60, base }));
      }
      expect(proxy.wasCut()).to.equal(true);
      await expectInvariants(world);
    });
  }
});
