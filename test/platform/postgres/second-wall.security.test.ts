import { expect } from 'chai';
import { ConfigError } from '#platform/config.js';
import { createPool } from '#platform/postgres/pool.js';
import { missingWall, requireSecondWall } from '#platform/postgres/second-wall.js';
import { WALLED } from '#projections/walled.js';
import { failureOf } from '#test/support/failure.js';
import { postgresForTests, type TestDatabase } from '#test/support/services.js';

describe('S2 the second wall: the role of the application', () => {
  let database: TestDatabase;
  before(async () => {
    database = await postgresForTests();
  });

  const asked = async <T>(
    url: string,
    ask: (db: ReturnType<typeof createPool>) => Promise<T>,
  ): Promise<T> => {
    const pool = createPool({ url, max: 1, applicationName: 'test' });
    try {
      return await ask(pool);
    } finally {
      await pool.end();
    }
  };

  it('owns nothing and bypasses nothing', async () => {
    expect(await asked(database.appUrl, missingWall)).to.deep.equal([]);
  });

  it('is not the one that owns the tables', async () => {
    expect(await asked(database.ownerUrl, missingWall)).to.include.members([
      'owns tables',
      'may make tables',
    ]);
  });

  it('cannot change the shape of a table', async () => {
    const changed = asked(database.appUrl, (db) => db.query('alter table checkpoints add column more text'));
    expect(await failureOf(changed)).to.have.property('code', '42501');
  });

  it('is needed in production: without one nothing starts', async () => {
    const start = asked(database.ownerUrl, (db) =>
      requireSecondWall({ db, walled: WALLED, production: true, warn: () => undefined }),
    );
    expect(await failureOf(start))
      .to.be.instanceOf(ConfigError)
      .and.have.property('message')
      .that.includes('owns tables');
  });

  it('is missed aloud, once, elsewhere', async () => {
    const said: string[] = [];
    const warn = (detail: string): void => void said.push(detail);
    await asked(database.ownerUrl, (db) =>
      requireSecondWall({ db, walled: WALLED, production: false, warn }),
    );
    expect(said).to.have.length(1);
  });
});
