import { expect } from 'chai';
import type pg from 'pg';
import { LOCK_CLASS } from '#followers/checkpoint.js';
import { createPool } from '#platform/postgres/pool.js';
import { expectInvariants } from '#test/support/invariants.js';
import { until } from '#test/support/until.js';
import { spawnFollower, type SpawnedFollower } from './spawned-follower.js';
import { createWorld, stateWatch, type World } from './world.js';

const HOLDERS = `
select distinct l.pid from pg_locks l join pg_database d on d.oid = l.database
where l.locktype = 'advisory' and l.granted and d.datname = current_database() and l.classid = ${LOCK_CLASS}`;

/** The server process whose session has the locks. */
const holderOf = (world: World): Promise<number> =>
  until(async () => (await world.pool.query<{ pid: number }>(HOLDERS)).rows[0]?.pid, 30_000);

describe('F16 · a follower that stands still before its COMMIT while Postgres ends its session', () => {
  let world: World;
  let frozen: SpawnedFollower;

  before(async () => {
    world = await createWorld();
    await world.append({ seed: 61, commands: 60 });
    frozen = spawnFollower(world, 'before-commit:2:freeze');
    await frozen.frozen();
    await world.pool.query('select pg_terminate_backend($1)', [await holderOf(world)]);
  });
  after(async () => {
    frozen.kill();
    await world.close();
  });

  it('is relieved by another one, which has all of it', async () => {
    const last = await world.append({ seed: 62, commands: 20, base: 1_000 });
    await world.start().settled(last);
    await expectInvariants(world);
  });

  it('writes nothing when it goes on, and stands by', async () => {
    frozen.thaw();
    await frozen.reached('standby');
    await expectInvariants(world);
  });
});

describe('F16 · two followers that both believe to hold the lock', () => {
  let world: World;
  let pool: pg.Pool;

  before(async () => {
    world = await createWorld();
    pool = createPool({ url: world.database.appUrl, max: 2, applicationName: 'unlocked' });
  });
  after(async () => {
    await world.close();
    await pool.end();
  });

  it('write each event once: the one whose checkpoint was moved commits nothing', async () => {
    const clients: pg.PoolClient[] = [];
    pool.on('connect', (client) => clients.push(client));
    const first = stateWatch();
    world.start({ pool, onState: first.onState });
    await world.append({ seed: 63, commands: 40 });
    await first.reached('live');
    for (const client of clients) await client.query('select pg_advisory_unlock_all()');
    const second = stateWatch();
    world.start({ onState: second.onState, maxBatch: 5 });
    await second.reached('live');
    // Either of them may be the one that gives way.
    await world.handled(await world.append({ seed: 64, commands: 80, base: 1_000 }));
    await expectInvariants(world);
    const kinds = new Set(world.failures.map(({ kind, error }) => `${kind} ${(error as Error).name}`));
    expect([...kinds]).to.deep.equal(['transient CheckpointMoved']);
  });
});
