import { expect } from 'chai';
import pg from 'pg';
import type { Db } from '#platform/postgres/db.js';
import { createPool } from '#platform/postgres/pool.js';
import { openTables, requireSecondWall } from '#platform/postgres/second-wall.js';
import { asAccount, asEveryone, viewedDb } from '#platform/postgres/viewer.js';
import { PROJECTIONS } from '#projections/index.js';
import { physicalTable } from '#projections/kit/ddl.js';
import type { Table } from '#projections/kit/table.js';
import { WALLED } from '#projections/walled.js';
import { failureOf } from '#test/support/failure.js';
import { postgresForTests, type TestDatabase } from '#test/support/services.js';

const ADA = 7;
const GRACE = 8;

/** Rows with an account that are not behind the wall, and why. */
const NOT_BEHIND: Readonly<Record<string, string>> = {
  project_members: 'whose project it is decides: visibleProjects',
  project_counts: 'counts of project_members',
  edit_minutes: 'an owner sees the minutes of collaborators',
  open_reservations: 'no account asks for them: the sweeper does',
};

const VALUES = { bigint: 1, text: 'x', boolean: true, timestamptz: '2026-02-08T08:30:00.000Z', jsonb: '{}' };

const physicalOf = (name: string): string => {
  const found = PROJECTIONS.find(({ tables }) => tables.some((table) => table.name === name));
  return physicalTable(name, found?.version ?? 0);
};

const insert = async (client: pg.Pool, { name, columns, key }: Table, account: number): Promise<void> => {
  const names = Object.keys(columns);
  const values = Object.entries(columns).map(([column, { type }]) => {
    if (column === 'account_id' || (key.includes(column) && type === 'bigint')) return account;
    return key.includes(column) ? `of ${account}` : VALUES[type];
  });
  const places = names.map((_name, index) => `$${index + 1}`);
  const into = `${physicalOf(name)} (${names.join(', ')})`;
  await client.query(`insert into ${into} values (${places.join(', ')})`, values);
};

const ALL = PROJECTIONS.flatMap(({ tables }) => tables);
const walled = ALL.filter(({ owner }) => owner !== null);

describe('S2 rows that belong to one account', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let followers: pg.Pool;
  before(async () => {
    database = await postgresForTests();
    pool = createPool({ url: database.appUrl, max: 2, applicationName: 'test', walled: true });
    followers = createPool({ url: database.appUrl, max: 1, applicationName: 'test' });
    for (const table of walled) for (const account of [ADA, GRACE]) await insert(followers, table, account);
  });
  after(async () => {
    await pool.end();
    await followers.end();
  });

  const seen = async (db: Db, name: string): Promise<number[]> => {
    const text = `select account_id::int as id from ${physicalOf(name)} order by 1`;
    return (await db.query<{ id: number }>(text)).rows.map(({ id }) => id);
  };

  it('are all behind the wall, but for those with a reason', () => {
    const withAccount = ALL.filter(({ columns }) => 'account_id' in columns).map(({ name }) => name);
    expect(withAccount.filter((name) => !(name in NOT_BEHIND))).to.have.members(WALLED);
  });

  for (const { name } of walled) {
    it(`are found by who asks for the account, also by a query that names none: ${name}`, async () => {
      const db = viewedDb(pool);
      expect(await seen(followers, name)).to.include(ADA);
      expect(await seen(db, name)).to.deep.equal([]);
      expect(await seen(asAccount(db, ADA), name)).to.deep.equal([ADA]);
      expect(await seen(asEveryone(db), name)).to.deep.equal(await seen(followers, name));
    });
  }

  it('are not left open for who has the connection next', async () => {
    const db = viewedDb(pool);
    const asked = Array.from({ length: 60 }, async (_none, index) => {
      const account = [ADA, GRACE][index % 2] ?? ADA;
      return index % 3 === 0
        ? { found: await seen(db, 'sessions'), expected: [] }
        : { found: await seen(asAccount(db, account), 'sessions'), expected: [account] };
    });
    for (const { found, expected } of await Promise.all(asked)) expect(found).to.deep.equal(expected);
  });

  it('are not left open by a statement that failed', async () => {
    const db = viewedDb(pool);
    const failed = [1, 2, 3, 4].map(() => failureOf(asAccount(db, ADA).query('select 1 / 0')));
    for (const failure of await Promise.all(failed)) expect(failure).to.have.property('code', '22012');
    expect(await seen(db, 'sessions')).to.deep.equal([]);
    expect(await seen(asAccount(db, GRACE), 'sessions')).to.deep.equal([GRACE]);
  });

  it('cannot be written by who asks for an account', async () => {
    const change = asAccount(viewedDb(pool), ADA).query(`update ${physicalOf('sessions')} set method = 'x'`);
    expect(await failureOf(change)).to.have.property('code', '25006');
  });

  it('are kept back from the owner of the tables, too', async () => {
    const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
    const found = await seen(owner, 'sessions');
    await owner.end();
    expect(found).to.deep.equal([]);
  });

  it('are missed aloud when a table is open: nothing starts in production', async () => {
    const owner = createPool({ url: database.ownerUrl, max: 1, applicationName: 'test' });
    const table = physicalOf('api_keys');
    await owner.query(`alter table ${table} no force row level security`);
    const start = requireSecondWall({ db: pool, walled: WALLED, production: true, warn: () => undefined });
    expect(await failureOf(start))
      .to.have.property('message')
      .that.includes(table);
    await owner.query(`alter table ${table} force row level security`);
    await owner.end();
    expect(await openTables(pool, WALLED)).to.deep.equal([]);
  });
});
