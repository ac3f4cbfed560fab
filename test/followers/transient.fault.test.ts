import { expect } from 'chai';
import pg from 'pg';
import { expectInvariants } from '#test/support/invariants.js';
import { createWorld, stateWatch, type World } from './world.js';

/** What Postgres says about itself or the moment, and never about an event. */
const FAILURES: Readonly<Record<string, string>> = {
  '53100': 'its disk is full',
  '53200': 'it is out of memory',
  '53300': 'all its connections are taken',
  '40001': 'transactions could not be put in an order',
  '40P01': 'transactions waited for each other',
  '55P03': 'a lock is not to be had',
};

const codeIn = (error: unknown): unknown => error instanceof pg.DatabaseError && error.code;

/** Fails as often as is left, whatever is rolled back: sequences are not. */
const INSTALL = `
create sequence fault_passed;
grant usage, select on fault_passed to public;
create table fault_now (code text not null, times bigint not null);
grant select on fault_now to public;
create function fail_now() returns trigger language plpgsql as $$
declare wanted record;
begin
  select * into wanted from fault_now;
  if found and nextval('fault_passed') <= wanted.times then
    raise exception 'a fault of the test' using errcode = wanted.code;
  end if;
  return new;
end $$;
create trigger fail_now before insert or update on checkpoints for each row execute function fail_now();`;

describe('F19 · a Postgres that cannot now', function () {
  this.timeout(60_000);
  let world: World;
  let owner: pg.Client;
  let base = 0;

  before(async () => {
    world = await createWorld();
    owner = new pg.Client(world.database.ownerUrl);
    await owner.connect();
    await owner.query(INSTALL);
    world.start({ maxBatch: 20 });
  });
  after(async () => {
    await owner.end();
    await world.close();
  });

  for (const [code, why] of Object.entries(FAILURES)) {
    it(`is asked again, and nothing is parked: ${why} (${code})`, async () => {
      world.failures.length = 0;
      await owner.query(`delete from fault_now; alter sequence fault_passed restart`);
      await owner.query('insert into fault_now values ($1, 3)', [code]);
      const last = await world.append({ seed: 81, commands: 30, base: (base += 1_000) });
      await world.handled(last);
      expect([...new Set(world.failures.map(({ kind }) => kind))]).to.deep.equal(['transient']);
      await expectInvariants(world);
    });
  }
});

describe('F19 · a Postgres that has no connection left', function () {
  this.timeout(60_000);
  let world: World;
  let owner: pg.Client;
  const limit = (connections: number) =>
    owner.query(`alter database ${new URL(world.database.ownerUrl).pathname.slice(1)}
      connection limit ${connections}`);

  before(async () => {
    world = await createWorld();
    owner = new pg.Client(world.database.ownerUrl);
    await owner.connect();
    await limit(0);
  });
  after(async () => {
    await limit(-1);
    await owner.end();
    await world.close();
  });

  it('is asked again until it has one, and nothing is parked', async () => {
    const watch = stateWatch();
    world.start({ onState: watch.onState });
    const last = await world.append({ seed: 82, commands: 30 });
    await watch.reached('failing');
    await limit(-1);
    await world.handled(last);
    expect([...new Set(world.failures.map(({ error }) => codeIn(error)))]).to.deep.equal(['53300']);
    await expectInvariants(world);
  });
});
