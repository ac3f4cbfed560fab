// Has read models and reactors begin again where the log lost what they had handled (it was restored from an
// older backup). Promises: rows, park and checkpoint of a version go in one transaction, and only while nobody
// works on it and its checkpoint is where it was looked at; followers then make the rows again, and readers see
// them come. Effects keep their rows: what was done is not done again. Fails with CheckpointMoved.
import type pg from 'pg';
import { physicalTable } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import type { Checkpoint } from '../checkpoint.js';
import { readDeployments } from '../deployments/registry.js';
import { CheckpointMoved } from '../errors.js';
import { takeLocks } from '../locks.js';
import { partitionOf } from '../partitions/partition.js';
import { isOwn } from '../rebuild/candidates.js';
import { countAnew } from '../verifying/counts.js';

/** A version that can begin anew, or a part of one (then all its parts do), and the tables it fills. */
export interface Restartable {
  readonly checkpoint: Checkpoint;
  readonly tables: readonly string[];
}

const REACTOR = 'reactor:';

/** How to find out what a version consists of; undefined for one that other code fills. */
export const tablesOf = async (
  db: pg.Pool,
  projections: readonly Projection[],
): Promise<(checkpoint: Checkpoint) => readonly string[] | undefined> => {
  const deployments = await readDeployments(db, projections);
  return ({ projection: name, version }) => {
    if (name.startsWith(REACTOR)) return [];
    const projection = projections.find((one) => one.name === name);
    const deployed = deployments.find((one) => one.projection === name && one.version === version);
    if (!projection || !deployed || !isOwn(deployed, projection)) return undefined;
    return projection.tables.map((table) => physicalTable(table.name, version));
  };
};

const BACK = `
update checkpoints set commit_position = null, prepare_position = null, event_id = null, stream = null,
  revision = null, events_handled = 0, handled_digest = 0, scanned_commit = null, scanned_prepare = null, lag_ms = null,
  caught_up = false, failure = null, updated_at = clock_timestamp()
where projection = $1 and version = $2 and partition = $3 and event_id is not distinct from $4`;

const restart = async (client: pg.ClientBase, { checkpoint, tables }: Restartable): Promise<void> => {
  const { projection: name, version, at } = checkpoint;
  const partition = partitionOf(checkpoint);
  if ((await takeLocks(client, [{ name, version, partition }])).length === 0) throw new CheckpointMoved();
  for (const table of tables) await client.query(`delete from ${table}`);
  await client.query('delete from parked_events where projection = $1 and version = $2', [name, version]);
  const { rowCount } = await client.query(BACK, [name, version, partition.index, at?.eventId ?? null]);
  if (rowCount !== 1) throw new CheckpointMoved();
};

/** All or none. */
export const beginAnew = async (db: pg.Pool, all: readonly Restartable[]): Promise<void> => {
  if (all.length === 0) return;
  const client = await db.connect();
  try {
    await client.query('begin; set local statement_timeout = 0');
    for (const one of all) await restart(client, one);
    await countAnew(client);
    await client.query('commit');
  } finally {
    // With the connection go the locks, and whatever was not committed.
    client.release(true);
  }
};
