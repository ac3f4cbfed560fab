import { expect } from 'chai';
import { z } from 'zod';
import { CATALOG } from '#domain/catalog.js';
import type { Aggregate } from '#domain/kit/decider.js';
import { defineEvent, type DomainEvent } from '#domain/kit/event.js';
import { createCodec } from '#eventlog/codec.js';
import { createEventLog } from '#eventlog/event-log.js';
import type { Position } from '#platform/position.js';
import type { FollowerState } from '#followers/supervise.js';
import { anyContext } from '#test/support/history.js';
import { at } from '#test/support/examples.js';
import { createWorld, stateWatch, type World } from './world.js';

const future = defineEvent('ProjectFramed', z.strictObject({ projectId: z.int(), frame: z.string() }));
const newerCodec = createCodec({ ...CATALOG, project: { ...CATALOG['project'], ProjectFramed: future } });

/** Appends one event without asking any rule. */
const appendAnything = async (
  { client }: World,
  id: number,
  event: DomainEvent,
): Promise<Position | null> => {
  const aggregate: Aggregate<null, null, DomainEvent> = {
    category: 'project',
    initial: null,
    evolve: () => null,
    decide: () => [event],
  };
  const log = createEventLog(client, newerCodec);
  return (await log.execute({ aggregate, id, command: null, context: anyContext() })).position;
};

const follow = async (world: World, until: FollowerState) => {
  const watch = stateWatch();
  const follower = world.start({ onState: watch.onState });
  await watch.reached(until);
  return follower;
};

const failuresIn = async (world: World): Promise<unknown[]> => {
  const { rows } = await world.pool.query<{ failure: { kind: string; stream: string } }>(
    'select distinct failure from checkpoints where failure is not null',
  );
  return rows.map(({ failure: { kind, stream } }) => ({ kind, stream }));
};

describe('an event that contradicts the rows', () => {
  let world: World;
  let last: Position;

  before(async () => {
    world = await createWorld();
    await world.append({ seed: 71, commands: 60 });
    const by = { by: 7, ownerId: 7, at: at(1) };
    const data = { projectId: 99, ...by, name: 'Nowhere' };
    await appendAnything(world, 99, { type: 'ProjectDetailsChanged', data });
    last = await world.append({ seed: 72, commands: 20, base: 1_000 });
  });

  after(() => world.close());

  it('is parked for the projection it contradicts, and nothing stops', async () => {
    await world.start({ maxBatch: 50 }).settled(last);
    const { rows } = await world.pool.query('select projection, stream, revision, code from parked_events');
    expect(rows).to.deep.equal([
      { projection: 'projects', stream: 'project-99', revision: 0, code: 'contradiction' },
    ]);
    expect(world.failures).to.deep.equal([]);
  });
});

describe('an event that a newer version wrote', () => {
  let world: World;

  before(async () => {
    world = await createWorld();
    await world.append({ seed: 73, commands: 60 });
    await appendAnything(world, 99, { type: 'ProjectFramed', data: { projectId: 99, frame: 'gold' } });
    await follow(world, 'stopped');
  });

  after(() => world.close());

  it('stops the follower, which says so', () => {
    expect(world.failures.map(({ kind }) => kind)).to.deep.equal(['code-too-old']);
  });

  it('is noted where operators look', async () => {
    expect(await failuresIn(world)).to.deep.equal([{ kind: 'code-too-old', stream: 'project-99' }]);
  });

  it('leaves everything before it handled', () => world.expectFold());

  it('leaves the projections to a process that knows it', async () => {
    const watch = stateWatch();
    world.start({ codec: newerCodec, onState: watch.onState });
    await watch.reached('live');
  });
});

describe('a log that is not the one the checkpoints belong to', () => {
  let world: World;

  before(async () => {
    world = await createWorld();
    const follower = world.start();
    await follower.settled(await world.append({ seed: 74, commands: 60 }));
    await follower.stop();
    await world.pool.query(
      `update checkpoints set event_id = gen_random_uuid() where projection = 'projects'`,
    );
  });

  after(() => world.close());

  it('is refused', async () => {
    await follow(world, 'stopped');
    expect(world.failures.map(({ kind }) => kind)).to.deep.equal(['wrong-log']);
  });
});

describe('a projection that is new', () => {
  let world: World;

  before(async () => {
    world = await createWorld();
    const follower = world.start();
    await follower.settled(await world.append({ seed: 75, commands: 100 }));
    await follower.stop();
    await world.pool.query(`delete from checkpoints where projection = 'project_versions'`);
    await world.pool.query('delete from project_versions_v1');
  });

  after(() => world.close());

  it('catches up from the beginning while the others ignore what they have handled', async () => {
    const last = await world.append({ seed: 76, commands: 20, base: 1_000 });
    await world.start({ maxBatch: 20 }).settled(last);
    await world.expectFold();
  });
});
