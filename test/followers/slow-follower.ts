import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { project, type ProjectCommand } from '#domain/project/index.js';
import { createEventLog } from '#eventlog/event-log.js';
import { isBefore, type Position } from '#platform/position.js';
import { anyContext, codec } from '#test/support/history.js';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.js';
import { expectInvariants } from '#test/support/invariants.js';
import { eventsOf } from '#test/support/read-models.js';
import { at } from '#test/support/examples.js';
import { spawnFollower, type SpawnedFollower } from './spawned-follower.js';
import { creationOf } from './rebuild/menu.js';
import { createWorld, type World } from './world.js';

export interface Slow {
  readonly events: number;
  /** Milliseconds by which each answer of Postgres is late. */
  readonly delayMs: number;
}

const STREAMS = 50;
const OWNER = 900_007;
const NOWHERE: Position = { commit: 0n, prepare: 0n };
const TEXT = 'x'.repeat(4_000);
const GROWTH_MIB = 50;
/** Two clocks, and the batch under way. */
const LAG_OFF_S = 3;

/** Memory of a process that is its own, in MiB. */
const ownMemory = (pid: number | undefined): number =>
  Number(/^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024;

/** Projects whose description is changed again and again, all at once; the position of the last change. */
const writeAll = async ({ client }: World, events: number): Promise<Position> => {
  const log = createEventLog(client, codec);
  const execute = async (id: number, command: ProjectCommand): Promise<Position> => {
    const { position } = await log.execute({ aggregate: project, id, command, context: anyContext() });
    return position ?? NOWHERE;
  };
  const writeOne = async (id: number): Promise<Position> => {
    let last = await execute(id, creationOf(id));
    for (let change = 1; change < events / STREAMS; change += 1) {
      const changes = { description: `${TEXT} ${change}` };
      last = await execute(id, { type: 'ChangeDetails', changes, by: OWNER, at: at(change) });
    }
    return last;
  };
  const ends = await Promise.all(Array.from({ length: STREAMS }, (_, index) => writeOne(index + 1)));
  return ends.reduce((last, end) => (isBefore(last, end) ? end : last));
};

interface LagRow {
  readonly event_id: string;
  readonly lag_ms: number;
  readonly updated_at: string;
}

const LAG = `select event_id, lag_ms, updated_at from checkpoints where projection = 'projects'`;

/** How far the lag that the table shows is from what it is, and how long it is, in seconds. */
const lagIn = async ({ pool, client }: World) => {
  const { rows } = await pool.query<LagRow>(LAG);
  const [row] = rows;
  const handled = (await eventsOf(client)).find(({ id }) => id === row?.event_id);
  if (!row || !handled) throw new Error('Nothing was handled yet.');
  const really = Date.parse(row.updated_at) - handled.created.getTime();
  return { off: Math.abs(really - row.lag_ms) / 1_000, seconds: row.lag_ms / 1_000 };
};

/** A follower in a process of its own, whose Postgres is slow until it is told otherwise. */
export const followSlowly = ({ events, delayMs }: Slow): void => {
  let world: World;
  let proxy: FaultProxy;
  let follower: SpawnedFollower;
  let last: Position;
  let atFirst: number;
  let most = 0;

  before(async () => {
    world = await createWorld();
    proxy = await startFaultProxy(world.database.appUrl);
    follower = spawnFollower({ ...world, database: { ...world.database, appUrl: proxy.url } });
    await follower.reached('live');
    atFirst = ownMemory(follower.pid);
    proxy.delay(delayMs);
    last = await writeAll(world, events);
  });
  after(async () => {
    follower.kill();
    await proxy.close();
    await world.close();
  });

  it('is behind, and says by how many seconds', async () => {
    for (let look = 0; look < 3; look += 1) {
      const { off, seconds } = await lagIn(world);
      most = Math.max(most, ownMemory(follower.pid));
      expect(off).to.be.below(LAG_OFF_S);
      expect(seconds).to.be.greaterThan(0);
    }
  });

  it('does not keep what it cannot handle yet', () => {
    expect(most - atFirst).to.be.below(GROWTH_MIB);
  });

  it('catches up when it can, with nothing lost, doubled or out of order', async () => {
    proxy.delay(0);
    await world.handled(last);
    await expectInvariants(world);
  });
};
