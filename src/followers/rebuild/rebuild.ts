// Builds a version of a projection beside the one that is live: empty tables, the whole history, indexes,
// what came in the meantime; then followers keep it up to date. Promises: readers and the live version notice
// nothing; killed anywhere, it goes on where it was; one at a time for each projection. It swaps nothing.
// Fails with SwapRefused, SourceLost or EventFailed; what was built stays.
import { setTimeout as pause } from 'node:timers/promises';
import { BACKWARDS, END } from '@eventstore/db-client';
import type pg from 'pg';
import type { Codec } from '#eventlog/codec.js';
import { fault } from '#platform/fault.js';
import { indexStatements, physicalTable } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import { furthest, nearest, placesOf, readPlaces } from '../deployments/places.js';
import { DEPLOYMENTS_CHANNEL, type Deployment } from '../deployments/registry.js';
import { isHeld, isKept, takeLocks } from '../locks.js';
import { refusalOf } from '../partitions/guard.js';
import type { FollowedLog } from '../source.js';
import { candidateOf, currentOf, deploymentsOf, isOwn } from './candidates.js';
import { discard } from './discard.js';
import type { Filling } from './fill.js';
import { closeLanes, fillLanes, freeLanes, openLanes, type Lane } from './lanes.js';
import { createMeter, type Meter, type OnRebuildProgress } from './meter.js';
import { prepareBuild } from './prepare.js';
import { SwapRefused } from './swap.js';
import { inTransaction } from './transaction.js';

export interface Rebuilding {
  /** As the role that owns the tables; three connections at most, and one more for each part but the first. */
  readonly pool: pg.Pool;
  readonly log: FollowedLog;
  readonly codec: Codec;
  readonly projection: Projection;
  /** Begins anew instead of going on with what a build before this one left. */
  readonly restart?: boolean | undefined;
  /** In how many parts to fill it side by side, if it can be divided; default 1. */
  readonly partitions?: number | undefined;
  /** Events folded at a time. */
  readonly atOnce?: number | undefined;
  /** How long to wait for a follower that keeps it, and for who built before to be gone; default 15 s. */
  readonly patienceMs?: number | undefined;
  readonly onProgress: OnRebuildProgress;
  readonly signal: AbortSignal;
}

export interface Built {
  readonly version: number;
  /** The version readers see, if there is one. */
  readonly from: number | undefined;
  /** Handled in this run. */
  readonly events: number;
  readonly seconds: number;
  /** False: no follower keeps it up to date. */
  readonly kept: boolean;
}

const PATIENCE_MS = 15_000;
const AGAIN_MS = 50;

/** Position of the last event of the log. */
const headOf = async (log: FollowedLog): Promise<bigint> => {
  let head = 0n;
  for await (const { event, commitPosition } of log.readAll({
    direction: BACKWARDS,
    fromPosition: END,
    maxCount: 1,
  }))
    head = commitPosition ?? event?.position.commit ?? head;
  return head;
};

/** Builds of other code go, and, to begin anew, those of this. Answers the versions that stay. */
const clear = async ({ pool, projection, restart = false }: Rebuilding): Promise<Deployment[]> => {
  const deployments = await deploymentsOf(pool, projection);
  const candidate = candidateOf(deployments, projection);
  const left = deployments.filter((one) =>
    one.state === 'building' ? restart || !isOwn(one, projection) : restart && one === candidate,
  );
  for (const { version } of left) await discard(pool, projection, version);
  return deployments.filter((one) => !left.includes(one));
};

const index = async ({ client, projection, version }: Filling, meter: Meter): Promise<void> => {
  meter.enters('indexing');
  for (const table of projection.tables) {
    for (const statement of indexStatements(table, version)) await client.query(statement);
    await client.query(`analyze ${physicalTable(table.name, version)}`);
  }
  fault('build-indexed');
};

/** Where readers are now is read before the build comes to the end of the log: it is behind that then. */
const catchUp = async (
  filling: Filling,
  lanes: readonly Lane[],
  current: Deployment | undefined,
): Promise<void> => {
  const places = await readPlaces(filling.client, filling.projection.name);
  await fillLanes(filling, lanes, furthest(placesOf(places, current?.version)));
};

const handOver = async (pool: pg.Pool, name: string, version: number): Promise<void> => {
  await inTransaction(pool, async (other) => {
    await other.query(
      `update deployments set state = 'standby', since = clock_timestamp() where projection = $1 and version = $2`,
      [name, version],
    );
    await other.query('select pg_notify($1, $2)', [DEPLOYMENTS_CHANNEL, name]);
  });
  fault('build-handed-over');
};

interface Build {
  readonly client: pg.PoolClient;
  readonly version: number;
  readonly current: Deployment | undefined;
}

/** Not waiting for the disk: a power cut costs time, rows and checkpoint are lost together. */
const SETTINGS = 'set synchronous_commit = off; set statement_timeout = 0';

const fillAll = async (
  rebuilding: Rebuilding,
  { client, version, current }: Build,
  lanes: readonly Lane[],
): Promise<number> => {
  const { projection, log, onProgress } = rebuilding;
  const begun = nearest(placesOf(await readPlaces(client, projection.name), version));
  const meter = createMeter(onProgress, { from: begun?.position.commit ?? 0n, head: await headOf(log) });
  const filling = { ...rebuilding, client, version, meter };
  await catchUp(filling, lanes, current);
  await index(filling, meter);
  await catchUp(filling, lanes, current);
  return meter.events();
};

/** From the checkpoint to the end of the log, into the hands of followers. Answers how many events it took. */
const build = async (rebuilding: Rebuilding, build: Build): Promise<number> => {
  const { pool, projection } = rebuilding;
  const { client, version } = build;
  const { name } = projection;
  const lanes = await openLanes({ pool, client, name, version, settings: SETTINGS });
  try {
    const events = await fillAll(rebuilding, build, lanes);
    await freeLanes(lanes, name, version);
    await handOver(pool, name, version);
    return events;
  } finally {
    closeLanes(lanes);
  }
};

/** Waits until a follower has taken the build over, where followers work at all. */
const whenKept = async (
  { pool, projection: { name }, patienceMs = PATIENCE_MS }: Rebuilding,
  { version, current }: Build,
): Promise<boolean> => {
  const isFollowed = async (): Promise<boolean> =>
    current !== undefined && (await isHeld(pool, { name, version: current.version }));
  for (const end = performance.now() + patienceMs; ;) {
    if (await isKept(pool, { name, version })) return true;
    if (!(await isFollowed()) || performance.now() >= end) return false;
    await pause(AGAIN_MS);
  }
};

/** The locks of a process that was killed are free as soon as Postgres knows of it. */
const beAlone = async (
  client: pg.ClientBase,
  { projection: { name }, patienceMs = PATIENCE_MS }: Rebuilding,
): Promise<void> => {
  const end = performance.now() + patienceMs;
  while ((await takeLocks(client, [{ name: `rebuild:${name}`, version: 0 }])).length === 0) {
    if (performance.now() >= end) throw new SwapRefused(`Another rebuild of ${name} is under way.`);
    await pause(AGAIN_MS);
  }
};

const rebuildWith = async (client: pg.PoolClient, rebuilding: Rebuilding): Promise<Built> => {
  const { pool, projection } = rebuilding;
  const started = performance.now();
  await client.query(SETTINGS);
  await beAlone(client, rebuilding);
  const deployments = await clear(rebuilding);
  const current = currentOf(deployments, projection);
  const done = candidateOf(deployments, projection);
  const of = refusalOf(projection) === undefined ? (rebuilding.partitions ?? 1) : 1;
  const version = done?.version ?? (await prepareBuild(pool, { projection, deployments, of }));
  fault('build-prepared');
  const events = done ? 0 : await build(rebuilding, { client, version, current });
  const kept = await whenKept(rebuilding, { client, version, current });
  const seconds = (performance.now() - started) / 1_000;
  return { version, from: current?.version, events, seconds, kept };
};

/** Builds the projection as this code has it. */
export const rebuild = async (rebuilding: Rebuilding): Promise<Built> => {
  const client = await rebuilding.pool.connect();
  try {
    return await rebuildWith(client, rebuilding);
  } finally {
    // With the connection go the locks.
    client.release(true);
  }
};
