// Fills the tables of a build from the log. Promises: rows and checkpoint of a chunk are committed together,
// so that a killed build goes on where it was; the live version is neither written nor waited for. It runs no
// reactor and knows no effect. Fails with EventFailed at an event that this version cannot handle.
import type pg from 'pg';
import type { Codec } from '#eventlog/codec.js';
import { fault } from '#platform/fault.js';
import { isBefore } from '#platform/position.js';
import type { Projection } from '#projections/kit/projection.js';
import { takeOverCheckpoints, type Checkpoint, type CheckpointEvent } from '../checkpoint.js';
import { commitBatch } from '../commit.js';
import type { Followed } from '../decode.js';
import { learnSkips } from '../parking/decisions.js';
import { loadParking } from '../parking/parked-events.js';
import { createReadBack } from '../parking/read-back.js';
import { partitionOf, type Partition } from '../partitions/partition.js';
import type { FollowedLog } from '../source.js';
import { projectionSubject } from '../subject.js';
import { verifyCheckpoints } from '../verify.js';
import { eachChunk } from './history.js';
import type { Meter } from './meter.js';

export interface Filling {
  /** Holds the lock of the build. */
  readonly client: pg.PoolClient;
  readonly log: FollowedLog;
  readonly codec: Codec;
  readonly projection: Projection;
  /** Of the tables to fill. */
  readonly version: number;
  /** Without one all of it is filled. */
  readonly partition?: Partition | undefined;
  readonly atOnce?: number | undefined;
  readonly meter: Pick<Meter, 'read'>;
  readonly signal: AbortSignal;
}

const lagOf = ({ created }: Followed): number => Math.max(1, Date.now() - created.getTime());

/** The checkpoint of the build as the database has it. */
export const checkpointOf = async ({
  client,
  projection: { name },
  version,
  partition,
}: Filling): Promise<Checkpoint> => {
  const [checkpoint] = await takeOverCheckpoints(client, [{ name, version, partition }]);
  return checkpoint ?? { projection: name, version, partition, at: null };
};

/** Handles everything there is in the log, from the checkpoint on. Answers the checkpoint after that. */
export const fill = async (filling: Filling, from: Checkpoint): Promise<Checkpoint> => {
  const { client, log, codec, projection, partition, atOnce, meter, signal } = filling;
  const subject = projectionSubject(projection, filling);
  let checkpoint = from;
  await verifyCheckpoints(log, [checkpoint]);
  const parking = await loadParking(client, [subject]);
  await learnSkips({ log, codec, subjects: [subject] }, parking);
  const readBack = createReadBack(log, codec);
  const { categories } = projection;
  await eachChunk(
    {
      log,
      codec,
      categories,
      partition,
      from: from.at?.position ?? null,
      atOnce,
      signal,
      onRead: meter.read,
    },
    async (events) => {
      const newest = events.at(-1);
      if (!newest) return;
      const lag = { lagMs: lagOf(newest), hint: null };
      const batch = {
        client,
        subjects: [subject],
        checkpoints: [checkpoint],
        events,
        lag,
        parking,
        readBack,
      };
      checkpoint = (await commitBatch(batch))[0] ?? checkpoint;
      fault('build-chunk');
    },
  );
  return checkpoint;
};

const ADOPT = `
update checkpoints set commit_position = $3, prepare_position = $4, event_id = $5, stream = $6, revision = $7
where projection = $1 and version = $2 and partition = $8`;

/**
 * Moves the checkpoint over events of other categories and parts, to where the live version was before the build came
 * to the end of the log: there is nothing of its own in between.
 */
export const adopt = async (
  client: pg.ClientBase,
  { projection, version, partition, at }: Checkpoint,
  live: CheckpointEvent | null,
): Promise<void> => {
  if (!live || (at && !isBefore(at.position, live.position))) return;
  const { position, eventId, stream, revision } = live;
  const place = [position.commit.toString(), position.prepare.toString()];
  const { index } = partitionOf({ partition });
  await client.query(ADOPT, [projection, version, ...place, eventId, stream, revision, index]);
};
