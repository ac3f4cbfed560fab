import { expect } from 'chai';
import { PROGRESS_CHANNEL } from '#followers/announce.js';
import type { Position } from '#platform/position.js';
import type { Follower } from '#followers/follower.js';
import { createProgress, type Progress } from '#followers/progress.js';
import { createPool } from '#platform/postgres/pool.js';
import { until } from '#test/support/until.js';
import { createWorld, stateWatch, type World } from './world.js';

const PROJECTIONS = ['projects', 'accounts'];
/** Longer than any of these tests may take: who waits for it has waited in vain. */
const LONG_MS = 20_000;

const after100 = { commit: 2n ** 62n, prepare: 2n ** 62n };

for (const notify of [true, false]) {
  describe(`waiting for a live projection ${notify ? 'that tells its progress' : 'by asking only'}`, () => {
    let world: World;
    let progress: Progress;
    let seed = 50;

    const append = (): Promise<Position> => world.append({ seed: seed++, commands: 40, base: seed * 1_000 });

    before(async () => {
      world = await createWorld();
      const watch = stateWatch();
      world.start({ notify, onState: watch.onState });
      await watch.reached('live');
      progress = createProgress({ pool: world.pool, notify });
    });

    after(async () => {
      await progress.close();
      await world.close();
    });

    it('ends when it has handled the position', async () => {
      const last = await append();
      expect(await progress.waitFor(PROJECTIONS, last, LONG_MS)).to.deep.equal({ settled: true });
      await world.expectFold();
    });

    it('ends at once for a position handled long ago', async () => {
      const last = await append();
      await progress.waitFor(PROJECTIONS, last, LONG_MS);
      expect(await progress.waitFor(PROJECTIONS, last, 0)).to.deep.equal({ settled: true });
    });

    it('serves many at once', async () => {
      const last = await append();
      const waits = Array.from({ length: 50 }, () => progress.waitFor(PROJECTIONS, last, LONG_MS));
      const settled = (await Promise.all(waits)).filter((wait) => wait.settled);
      expect(settled).to.have.lengthOf(50);
    });

    it('goes on when the connection that listens is cut', async () => {
      const cut = `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'progress-listener' and datname = current_database()`;
      await world.pool.query(cut);
      expect((await progress.waitFor(PROJECTIONS, await append(), LONG_MS)).settled).to.equal(true);
    });
  });
}

describe('waiting for what a database has told and then lost', () => {
  let world: World;
  let progress: Progress;
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'progress-listener' and datname = current_database()`;

  before(async () => {
    world = await createWorld();
    const follower = world.start();
    await follower.settled(await world.append({ seed: 70, commands: 20 }));
    await follower.stop();
    progress = createProgress({ pool: world.pool, notify: true });
    await progress.waitFor(PROJECTIONS, { commit: 0n, prepare: 0n }, LONG_MS);
  });

  after(async () => {
    await progress.close();
    await world.close();
  });

  it('ends without it: what was heard before the connection broke is not believed', async () => {
    const payload = JSON.stringify({ projections: PROJECTIONS, commit: '4611686018427387904', prepare: '0' });
    const told = { commit: 2n ** 62n, prepare: 0n };
    await until(async () => {
      await world.pool.query('select pg_notify($1, $2)', [PROGRESS_CHANNEL, payload]);
      return (await progress.waitFor(PROJECTIONS, told, 100)).settled || undefined;
    });
    await world.pool.query(cut);
    await until(async () => !(await progress.waitFor(PROJECTIONS, told, 100)).settled || undefined);
  });
});

describe('waiting for what does not come', () => {
  let world: World;
  let progress: Progress;
  let follower: Follower;

  before(async () => {
    world = await createWorld();
    const watch = stateWatch();
    follower = world.start({ onState: watch.onState });
    await watch.reached('live');
    progress = createProgress({ pool: world.pool, notify: true });
  });

  after(async () => {
    await progress.close();
    await world.close();
  });

  it('ends after the time, and says what is behind', async () => {
    const answer = await progress.waitFor(PROJECTIONS, after100, 150);
    expect(answer).to.deep.equal({ settled: false, lagMs: 0, behind: PROJECTIONS });
  });

  it('is not done a second time', async () => {
    expect((await progress.waitFor(PROJECTIONS, after100, LONG_MS)).settled).to.equal(false);
  });

  it('is done again once the projection has moved', async () => {
    const last = await world.append({ seed: 60, commands: 20 });
    await follower.settled(last);
    const next = await world.append({ seed: 61, commands: 20, base: 1_000 });
    expect((await progress.waitFor(PROJECTIONS, next, LONG_MS)).settled).to.equal(true);
  });

  it('ends at once for a projection nobody has heard of', async () => {
    const answer = await progress.waitFor(['nothing'], after100, LONG_MS);
    expect(answer).to.deep.equal({ settled: false, lagMs: null, behind: ['nothing'] });
  });

  it('ends at once when no follower works', async () => {
    await follower.stop();
    const last = await world.append({ seed: 62, commands: 20, base: 2_000 });
    const answer = await progress.waitFor(PROJECTIONS, last, LONG_MS);
    expect(answer).to.include({ settled: false });
  });
});

describe('waiting without Postgres', () => {
  it('ends at once and does not throw', async () => {
    const url = 'postgres://nobody:nothing@127.0.0.1:1/none';
    const pool = createPool({ url, max: 1, applicationName: 'test' });
    const progress = createProgress({ pool, notify: true });
    const answer = await progress.waitFor(PROJECTIONS, after100, LONG_MS);
    expect(answer).to.deep.equal({ settled: false, lagMs: null, behind: PROJECTIONS });
    await progress.close();
    await pool.end();
  });
});
