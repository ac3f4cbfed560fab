import { expect } from 'chai';
import type pg from 'pg';
import { MIGRATIONS } from '#migrations/index.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { startFollower } from '#followers/follower.js';
import { readVerification } from '#followers/verifying/report.js';
import { migrate } from '#platform/postgres/migrate.js';
import type { Position } from '#platform/position.js';
import { createPool } from '#platform/postgres/pool.js';
import { PROJECTIONS } from '#projections/index.js';
import { appendHistory, codec } from '#test/support/history.js';
import { emptyPostgresForTests, logForTests } from '#test/support/services.js';
import { lookAt } from './auditor.js';

/** As a release leaves it that counts the events of all categories and no digest. */
const FORGET = `
drop trigger checkpoints_marked on checkpoints;
drop trigger checkpoints_begun on checkpoints;
drop trigger checkpoints_forgotten on checkpoints;
drop function mark_for_verification, begin_verification, forget_verification;
drop table verifications, verification_marks, verification_findings;
alter table checkpoints drop column handled_digest;
update checkpoints set events_handled = events_handled + 1000;
delete from schema_migrations where name = '010-verification'`;

describe('read models of before they were verified', () => {
  let client: LogClient;
  let pool: pg.Pool;
  let url: string;

  const follow = async (last: Position): Promise<void> => {
    const follower = startFollower({ log: url, codec, pool, projections: PROJECTIONS, notify: false });
    try {
      await follower.settled(last);
    } finally {
      await follower.stop();
    }
  };

  before(async () => {
    ({ url } = await logForTests());
    client = connectLog(url);
    const { ownerUrl } = await emptyPostgresForTests();
    pool = createPool({ url: ownerUrl, max: 5, applicationName: 'test' });
    await migrate(ownerUrl, MIGRATIONS);
    await follow(await appendHistory(client, { seed: 91, commands: 100 }));
    await pool.query(FORGET);
    await migrate(ownerUrl, MIGRATIONS);
  });
  after(async () => {
    await pool.end();
    await client.dispose();
  });

  it('raise no alarm while nobody has counted yet', async () => {
    expect(await lookAt({ client, pool }, { rows: 0 })).to.deep.equal([]);
  });

  it('are counted from where they are', async () => {
    await follow(await appendHistory(client, { seed: 92, commands: 10, base: 1_000 }));
    expect(await lookAt({ client, pool }, { rows: 0 })).to.deep.equal([]);
    await follow(await appendHistory(client, { seed: 93, commands: 30, base: 2_000 }));
    expect(await lookAt({ client, pool }, { rows: 0 })).to.deep.equal([]);
    const counted = (await readVerification(pool)).reduce((sum, { events }) => sum + events, 0);
    expect(counted).to.be.greaterThan(0);
  });
});
