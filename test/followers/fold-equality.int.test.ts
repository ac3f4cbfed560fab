import { expect } from 'chai';
import type pg from 'pg';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { startFollower, type Follower } from '#followers/follower.js';
import { tallyOf } from '#followers/verifying/tally.js';
import { createPool } from '#platform/postgres/pool.js';
import { PROJECTIONS } from '#projections/index.js';
import { appendHistory, codec } from '#test/support/history.js';
import { eventsOf, foldOf, rowsIn } from '#test/support/read-models.js';
import { logForTests, postgresForTests } from '#test/support/services.js';

describe('a follower on a log with random histories', () => {
  let client: LogClient;
  let pool: pg.Pool;
  let url: string;
  let follower: Follower;
  const failures: unknown[] = [];

  const start = (maxBatch?: number): Follower =>
    startFollower({
      log: url,
      codec,
      pool,
      projections: PROJECTIONS,
      notify: false,
      onFailure: ({ error }) => failures.push(error),
      ...(maxBatch === undefined ? {} : { maxBatch }),
    });

  before(async () => {
    ({ url } = await logForTests());
    client = connectLog(url);
    pool = createPool({ url: (await postgresForTests()).appUrl, max: 5, applicationName: 'test' });
  });

  after(async () => {
    await follower.stop();
    await pool.end();
    await client.dispose();
  });

  it('makes the rows a pure fold of the log, in batches', async () => {
    const last = await appendHistory(client, { seed: 1, commands: 400 });
    follower = start();
    await follower.settled(last);
    expect(await rowsIn(pool)).to.deep.equal(foldOf(await eventsOf(client)));
  });

  it('goes on event by event as they come', async () => {
    const last = await appendHistory(client, { seed: 2, commands: 100, base: 1_000 });
    await follower.settled(last);
    expect(await rowsIn(pool)).to.deep.equal(foldOf(await eventsOf(client)));
  });

  it('resumes where it stopped', async () => {
    await follower.stop();
    const last = await appendHistory(client, { seed: 3, commands: 200, base: 2_000 });
    follower = start(7);
    await follower.settled(last);
    expect(await rowsIn(pool)).to.deep.equal(foldOf(await eventsOf(client)));
  });

  it('has counted each event of what a projection follows once', async () => {
    const events = await eventsOf(client);
    const { rows } = await pool.query<{ name: string; events: number; digest: number }>(
      'select projection as name, events_handled as events, handled_digest as digest from checkpoints',
    );
    const logged = PROJECTIONS.map(({ name, categories }) => ({ name, ...tallyOf({ categories }, events) }));
    expect(rows).to.have.deep.members(logged);
  });

  it('has failed at nothing', () => {
    expect(failures).to.deep.equal([]);
  });
});
