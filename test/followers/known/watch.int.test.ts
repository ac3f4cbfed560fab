import { expect } from 'chai';
import { createFollowerWatch, type FollowerWatch, type KnownFollower } from '#followers/known/watch.js';
import type { FollowedLog } from '#followers/source.js';
import { createPool } from '#platform/postgres/pool.js';
import { PROJECTIONS } from '#projections/index.js';
import { eventsOf } from '#test/support/read-models.js';
import { until } from '#test/support/until.js';
import { REACTORS } from '#workers/index.js';
import { createWorld, type World } from '../world.js';

/** Each look is a new one: the watch keeps its answers for a second. */
const look = async (world: World, options: { log?: () => FollowedLog; countTo?: number } = {}) =>
  createFollowerWatch({
    db: world.pool,
    log: () => world.client,
    projections: PROJECTIONS,
    reactors: REACTORS,
    ...options,
  }).look();

const named = (followers: readonly KnownFollower[], name: string): KnownFollower => {
  const found = followers.find((one) => one.name === name);
  if (!found) throw new Error(`Nothing is known of ${name}.`);
  return found;
};

const projects = async (...asked: Parameters<typeof look>): Promise<KnownFollower> =>
  named((await look(...asked)).followers, 'projects');

describe('what is known of followers', () => {
  let world: World;

  before(async () => {
    world = await createWorld();
  });
  after(() => world.close());

  describe('when none ever ran', () => {
    it('names every one of this release, and that nobody works on it', async () => {
      const { followers } = await look(world);
      const names = [...PROJECTIONS, ...REACTORS].map(({ name }) => name);
      expect(followers.map(({ name }) => name)).to.have.members(names);
      expect(new Set(followers.map(({ state }) => state))).to.deep.equal(new Set(['stopped']));
    });
  });

  describe('when the follower has handled everything', () => {
    before(async () => {
      const follower = world.start();
      await follower.settled(await world.append({ seed: 11, commands: 40 }));
      await until(async () => ((await projects(world)).lag?.events === 0 ? true : undefined));
    });

    it('is that it lives, is not behind, and where it is', async () => {
      const { log, followers } = await look(world);
      const known = named(followers, 'projects');
      expect(known).to.include({ kind: 'projection', role: 'live', state: 'live', restarts: 0 });
      expect(known.lag).to.deep.equal({ events: 0, exact: true, seconds: 0 });
      expect(known.position).to.equal(log.head?.position);
      expect(known).to.deep.include({ parked: { streams: 0, events: 0 }, lastError: null });
    });

    it('shares one answer for a second', async () => {
      const watch: FollowerWatch = createFollowerWatch({
        ...{ db: world.pool, log: () => world.client, projections: PROJECTIONS, reactors: REACTORS },
      });
      expect(await watch.look()).to.equal(await watch.look());
    });
  });

  describe('when the follower is gone and the log grows', () => {
    let handled: number;
    let earlier: number;

    before(async () => {
      await world.end();
      handled = (await projects(world)).eventsHandled;
      earlier = (await eventsOf(world.client)).length;
      await world.append({ seed: 12, commands: 30, base: 1_000 });
    });

    it('is that nobody works, and how many events wait in the log', async () => {
      const { state, lag, eventsHandled } = await projects(world);
      expect(state).to.equal('stopped');
      expect(eventsHandled).to.equal(handled);
      const came = (await eventsOf(world.client)).length - earlier;
      expect(lag).to.include({ exact: true, events: came });
      expect(came).to.be.at.least(3);
    });

    it('is a lag that grows, whatever the follower said last', async () => {
      const { lag: before } = await projects(world);
      const later = await until(async () => {
        const { lag } = await projects(world);
        return (lag?.seconds ?? 0) > (before?.seconds ?? Infinity) ? lag : undefined;
      });
      expect(later?.events).to.equal(before?.events);
    });

    it('counts no further than it is worth', async () => {
      const { lag } = await projects(world, { countTo: 2 });
      expect(lag).to.include({ events: 2, exact: false });
    });

    it('is unknown how far behind it is while the log is away', async () => {
      const gone = (): never => {
        throw new Error('no log');
      };
      const { log, followers } = await look(world, { log: gone });
      expect(log).to.deep.equal({ reachable: false, head: null, latencyMs: null });
      expect(named(followers, 'projects')).to.include({ lag: null, state: 'stopped' });
    });
  });

  it('cannot be told without the database', async () => {
    const db = createPool({ url: 'postgres://nobody@127.0.0.1:1/none', max: 1, applicationName: 'test' });
    const watch = createFollowerWatch({
      ...{ db, log: () => world.client, projections: PROJECTIONS, reactors: REACTORS },
    });
    const failure: unknown = await watch.look().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
    await db.end();
  });
});
