// The lanes of a build: one for the whole, or one for each part, which are filled side by side. Promises: each
// lane has a connection of its own with the lock of its part; when one fails the others stop, and the build goes
// on there the next time. Fails with SwapRefused when somebody works on a part, and as filling does.
import type pg from 'pg';
import type { CheckpointEvent } from '../checkpoint.js';
import { placesOf, readPlaces } from '../deployments/places.js';
import { freeLocks, takeLocks } from '../locks.js';
import { partitionsOf, type Partition } from '../partitions/partition.js';
import { adopt, checkpointOf, fill, type Filling } from './fill.js';
import { AT_ONCE } from './history.js';
import { SwapRefused } from './swap.js';

export interface Lane {
  readonly client: pg.PoolClient;
  /** Undefined: the whole. */
  readonly partition: Partition | undefined;
}

/** The parts of a version, as its checkpoints say. */
const partsOf = async (client: pg.ClientBase, name: string, version: number) => {
  const { length: of } = placesOf(await readPlaces(client, name), version);
  return of > 1 ? partitionsOf(of) : [undefined];
};

interface Opening {
  readonly pool: pg.Pool;
  /** For the first lane. */
  readonly client: pg.PoolClient;
  readonly name: string;
  readonly version: number;
  /** Said on each further connection. */
  readonly settings: string;
}

const openLane = async (opening: Opening, lanes: readonly Lane[]): Promise<pg.PoolClient> => {
  if (lanes.length === 0) return opening.client;
  const client = await opening.pool.connect();
  await client.query(opening.settings);
  return client;
};

/** Connections with the locks of all parts. */
export const openLanes = async (opening: Opening): Promise<readonly Lane[]> => {
  const { client: first, name, version } = opening;
  const lanes: Lane[] = [];
  for (const partition of await partsOf(first, name, version)) {
    const lane = { client: await openLane(opening, lanes), partition };
    lanes.push(lane);
    if ((await takeLocks(lane.client, [{ name, version, partition }])).length > 0) continue;
    closeLanes(lanes);
    throw new SwapRefused(`Somebody works on ${name} v${version}.`);
  }
  return lanes;
};

/** The first connection is who opened's. */
export const closeLanes = (lanes: readonly Lane[]): void => {
  for (const { client } of lanes.slice(1)) client.release(true);
};

export const freeLanes = async (lanes: readonly Lane[], name: string, version: number): Promise<void> => {
  for (const { client, partition } of lanes) await freeLocks(client, [{ name, version, partition }]);
};

/** Tells of the lane that is furthest behind. */
const metersOf = ({ meter }: Filling, lanes: readonly Lane[]): readonly Filling['meter'][] => {
  const at = lanes.map(() => 0n);
  return lanes.map((_, index) => ({
    read: (events, position) => {
      at[index] = position;
      meter.read(
        events,
        at.reduce((low, one) => (one < low ? one : low)),
      );
    },
  }));
};

/** Fills all lanes from where they are to the end of the log; `live`: where readers are, read before. */
export const fillLanes = async (
  filling: Filling,
  lanes: readonly Lane[],
  live: CheckpointEvent | null,
): Promise<void> => {
  const failing = new AbortController();
  const signal = AbortSignal.any([filling.signal, failing.signal]);
  const atOnce = Math.ceil((filling.atOnce ?? AT_ONCE) / lanes.length);
  const meters = metersOf(filling, lanes);
  const fillLane = async (lane: Lane, index: number): Promise<void> => {
    const one = { ...filling, ...lane, atOnce, signal, meter: meters[index] ?? filling.meter };
    const reached = await fill(one, await checkpointOf(one));
    await adopt(lane.client, reached, live);
  };
  const stopOthers = (error: unknown): void => failing.abort(error);
  await Promise.all(lanes.map((lane, index) => fillLane(lane, index).catch(stopOthers)));
  failing.signal.throwIfAborted();
};
