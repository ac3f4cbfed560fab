import { expect } from 'chai';
import type pg from 'pg';
import { MIGRATIONS } from '#migrations/index.js';
import { migrate, migrationStatus, type Migration } from '#platform/postgres/migrate.js';
import { createPool } from '#platform/postgres/pool.js';
import { PROJECTIONS } from '#projections/index.js';
import { viewName } from '#projections/kit/ddl.js';
import { emptyPostgresForTests, type TestDatabase } from '#test/support/services.js';

const NAMES = MIGRATIONS.map(({ name }) => name);

describe('an empty database', () => {
  let database: TestDatabase;
  let owner: pg.Pool;
  let app: pg.Pool;

  before(async () => {
    database = await emptyPostgresForTests();
    owner = createPool({ url: database.ownerUrl, max: 2, applicationName: 'test' });
    app = createPool({ url: database.appUrl, max: 2, applicationName: 'test' });
  });

  after(async () => {
    await owner.end();
    await app.end();
  });

  it('has everything still to be done', async () => {
    expect(await migrationStatus(owner, MIGRATIONS)).to.deep.equal({ applied: [], pending: NAMES });
  });

  it('is brought up to date once, by however many at the same time', async () => {
    await Promise.all([1, 2, 3].map(() => migrate(database.ownerUrl, MIGRATIONS)));
    expect(await migrationStatus(owner, MIGRATIONS)).to.deep.equal({ applied: NAMES, pending: [] });
  });

  it('tells the application too how far it is', async () => {
    expect((await migrationStatus(app, MIGRATIONS)).pending).to.deep.equal([]);
  });

  it('has a view per table for queries, which the application may read', async () => {
    for (const { tables, shape } of PROJECTIONS) {
      for (const { name } of tables) await app.query(`select * from ${viewName(name, shape)}`);
    }
  });

  it('runs views with the rights of who reads them', async () => {
    const { rows } = await owner.query<{ invoker: boolean }>(
      `select distinct 'security_invoker=true' = any(reloptions) as invoker from pg_class
       where relkind = 'v' and relnamespace = 'public'::regnamespace`,
    );
    expect(rows).to.deep.equal([{ invoker: true }]);
  });

  it('does not let the application rewrite what was migrated', async () => {
    const refused = await app.query('delete from schema_migrations').catch((error: unknown) => error);
    expect(refused).to.have.property('code', '42501');
  });

  it('keeps what was applied when a later step fails, and nothing of that step', async () => {
    const broken: Migration = {
      name: '003-broken',
      up: (target) => target.raw('create table half (id int); select 1 / 0'),
    };
    const failed = await migrate(database.ownerUrl, [...MIGRATIONS, broken]).catch((error: unknown) => error);
    expect(failed).to.be.an('error');
    const { rows } = await owner.query(`select to_regclass('half') as half`);
    expect(rows).to.deep.equal([{ half: null }]);
    expect((await migrationStatus(owner, [...MIGRATIONS, broken])).pending).to.deep.equal(['003-broken']);
  });
});

describe('a database of the version before effects', () => {
  let database: TestDatabase;
  let owner: pg.Pool;
  let app: pg.Pool;

  before(async () => {
    database = await emptyPostgresForTests();
    owner = createPool({ url: database.ownerUrl, max: 2, applicationName: 'test' });
    app = createPool({ url: database.appUrl, max: 2, applicationName: 'test' });
    const before = MIGRATIONS.findIndex(({ name }) => name === '003-effects');
    await migrate(database.ownerUrl, MIGRATIONS.slice(0, before));
    await app.query(
      `insert into checkpoints (projection, version, active, lock_key) values ('projects', 1, true, 7)`,
    );
    await migrate(database.ownerUrl, MIGRATIONS);
  });

  after(async () => {
    await owner.end();
    await app.end();
  });

  it('keeps its checkpoints, which nobody has caught up with yet', async () => {
    const { rows } = await app.query('select projection, caught_up from checkpoints');
    expect(rows).to.deep.equal([{ projection: 'projects', caught_up: false }]);
  });

  it('has each of them stand for the whole: the one part there is', async () => {
    const { rows } = await app.query('select partition, partitions, lock_key from checkpoints');
    expect(rows).to.deep.equal([{ partition: 0, partitions: 1, lock_key: 7 }]);
  });

  it('lets the application keep effects, in states that exist', async () => {
    const insert = (state: string) =>
      app.query(
        `insert into effects (key, reactor, kind, ids, since, cause_stream, cause_revision, cause_event, state)
         values ('a', 'r', 'k', '{}', now(), 's-1', 0, gen_random_uuid(), $1)`,
        [state],
      );
    const refused = await insert('sleeping').catch((error: unknown) => error);
    expect(refused).to.have.property('code', '23514');
    expect((await insert('pending')).rowCount).to.equal(1);
  });
});
