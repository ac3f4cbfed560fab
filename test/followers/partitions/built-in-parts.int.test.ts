import { expect } from 'chai';
import { createProjectionDesk, type ProjectionDesk } from '#followers/rebuild/desk.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { createPool } from '#platform/postgres/pool.js';
import { PROJECTIONS } from '#projections/index.js';
import { codec } from '#test/support/history.js';
import { eventsOf } from '#test/support/read-models.js';
import { until } from '#test/support/until.js';
import { createOperators, type Operators } from '../rebuild/operators.js';
import { unwatched } from '../rebuild/unwatched.js';
import { handled, partsOf } from './places.js';

const PARTS = 5;

describe('a read model whose parts are rebuilt side by side', () => {
  let world: Operators;
  let log: LogClient;
  let desk: ProjectionDesk;
  let close: () => Promise<void>;

  before(async () => {
    world = await createOperators();
    log = connectLog(world.url);
    const pool = createPool({ url: world.database.ownerUrl, max: PARTS + 2, applicationName: 'builder' });
    const terms = { partitions: PARTS, projections: PROJECTIONS, log: () => Promise.resolve(log) };
    desk = createProjectionDesk({ ...terms, pool, codec });
    close = () => pool.end();
    const follower = world.start({ partitions: PARTS });
    await follower.settled(await world.append({ seed: 351, commands: 150 }));
    await handled(world, await world.append({ seed: 352, commands: 10, base: 1_000 }));
  });

  after(async () => {
    await close();
    await log.dispose();
    await world.close();
  });

  for (const name of ['projects', 'event_index']) {
    it(`has the rows of before: ${name}`, async () => {
      const { version, kept } = await desk.rebuild(name, { ...unwatched, atOnce: 15 });
      expect(kept).to.equal(true);
      await until(async () => (await partsOf(world.pool, name)) === 2 * PARTS || undefined);
      expect(await desk.diff(name, version, unwatched)).to.include({ equal: true });
      await desk.deploy(name);
    });
  }

  it('goes on where its parts were when it was broken off', async () => {
    const broken = new AbortController();
    const watching = { ...unwatched, signal: broken.signal, atOnce: 15 };
    const onProgress = ({ events }: { readonly events: number }): void => {
      if (events > 10) broken.abort();
    };
    const failure = await desk.rebuild('usage', { ...watching, onProgress }).catch((error: unknown) => error);
    expect(failure).to.equal(broken.signal.reason);
    const [, begun] = await desk.status('usage');
    expect(begun).to.include({ state: 'building', partitions: PARTS });
    const { version, events } = await desk.rebuild('usage', { ...unwatched, atOnce: 15 });
    expect(events + (begun?.eventsHandled ?? 0)).to.equal(
      (await eventsOf(world.client)).filter(({ stream }) =>
        /^(activity|generation|project|session)-/.test(stream),
      ).length,
    );
    expect(await desk.diff('usage', version, unwatched)).to.include({ equal: true });
  });

  it('is built as a whole when it cannot be divided', async () => {
    const { version } = await desk.rebuild('open_reservations', unwatched);
    expect(await desk.diff('open_reservations', version, unwatched)).to.include({ equal: true });
    expect(await partsOf(world.pool, 'open_reservations')).to.equal(2);
  });

  it('has handled each event of its categories once', async () => {
    const events = (await eventsOf(world.client)).filter(({ stream }) => stream.startsWith('project-'));
    const { rows } = await world.pool.query<{ handled: number }>(
      `select sum(events_handled)::int as handled from checkpoints where projection = 'projects' and active`,
    );
    expect(rows).to.deep.equal([{ handled: events.length }]);
  });
});
