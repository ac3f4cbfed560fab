import { expect } from 'chai';
import { noteFailure, takeOverCheckpoints } from '#followers/checkpoint.js';
import { createFollowerWatch, type KnownFollower } from '#followers/known/watch.js';
import { PROJECTIONS } from '#projections/index.js';
import { until } from '#test/support/until.js';
import { createWorld, type World } from '../world.js';

const failure = {
  at: '2026-02-08T10:00:00.000Z',
  kind: 'transient',
  code: '53100',
  message: 'could not extend file: "Ada"',
  eventId: null,
  stream: null,
  revision: null,
};

describe('a follower that failed twice', () => {
  let world: World;

  const accounts = async (): Promise<KnownFollower | undefined> => {
    const watch = createFollowerWatch({
      ...{ db: world.pool, log: () => world.client, projections: PROJECTIONS, reactors: [] },
    });
    return (await watch.look()).followers.find(({ name }) => name === 'accounts');
  };

  before(async () => {
    world = await createWorld();
    const { rows } = await world.pool.query<{ version: number }>(
      `select max(substring(relname from '[0-9]+$')::int) as version from pg_class where relname ~ '^accounts_v[0-9]+$'`,
    );
    const named = [{ name: 'accounts', version: rows[0]?.version ?? 0 }];
    await takeOverCheckpoints(world.pool, named);
    await world.pool.query(`insert into deployments (projection, version, logic, shape, state)
      select 'accounts', version, version, version, 'live' from checkpoints`);
    for (const at of ['2026-02-08T09:00:00.000Z', failure.at])
      await noteFailure(world.pool, named, { ...failure, at });
  });
  after(() => world.close());

  it('is known by the code and the time of its last failure, without a word of it', async () => {
    const known = await accounts();
    expect(known?.restarts).to.equal(2);
    expect(known?.lastError).to.deep.equal({ code: '53100', at: failure.at, over: false });
    expect(JSON.stringify(known)).not.to.contain('Ada');
  });

  it('is known to have got over it once it gets on, and how often it failed', async () => {
    const follower = world.start();
    await follower.settled(await world.append({ seed: 5, commands: 20 }));
    const known = await until(async () => {
      const one = await accounts();
      return one?.lastError?.over === true ? one : undefined;
    });
    expect(known).to.deep.include({ restarts: 2, state: 'live' });
  });
});
