// One look at everything that is to be verified: counts to the end, then folds a few rows again. Promises: at
// most a quarter of the time at work; where nothing happened it reads nothing of the log but the streams of
// those rows. Fails with SourceLost, or with what Postgres said; what was found until then is written down.
import type pg from 'pg';
import type { Codec } from '#eventlog/codec.js';
import type { Projection } from '#projections/kit/projection.js';
import { pauseUnlessAborted } from '../backoff.js';
import type { FollowedLog } from '../source.js';
import { countRound } from './count-round.js';
import { knownVersions } from './countables.js';
import { takeMarks, type Countable } from './counts.js';
import type { Found } from './findings.js';
import { sampleRound } from './sample-round.js';

export interface Looking {
  /** Nobody else counts on another one at the same time. */
  readonly client: pg.ClientBase;
  /** One connection while rows are drawn. */
  readonly pool: pg.Pool;
  readonly log: FollowedLog;
  readonly codec: Codec;
  readonly projections: readonly Projection[];
  /** What else follows the log under a checkpoint. */
  readonly others?: readonly Countable[] | undefined;
  /** Events read at a time; default 2,000. */
  readonly atOnce?: number | undefined;
  /** Rows of each table at a time; default 3. */
  readonly rows?: number | undefined;
  readonly signal: AbortSignal;
  /** Told when it is in the database. */
  readonly onFound: (found: Found) => void;
  /** Told of a version that cannot be compared. */
  readonly onFailure: (error: unknown) => void;
}

const AT_ONCE = 2_000;
const ROWS = 3;
/** For each moment at work so many at rest. */
const REST = 3;

const countAll = async (looking: Looking, countables: readonly Countable[]): Promise<void> => {
  const { client, log, atOnce: limit = AT_ONCE, signal, onFound } = looking;
  const strange: unknown[] = [];
  const onFailure = (error: unknown): void => {
    strange.push(error);
    looking.onFailure(error);
  };
  while (!signal.aborted) {
    const started = performance.now();
    const { counted, found } = await countRound({ client, log, countables, limit, signal, onFailure });
    found.forEach(onFound);
    // A version whose mark is not in this log stays where it is: the next look begins with others.
    if (!counted || strange.length > 0) return;
    await pauseUnlessAborted(REST * (performance.now() - started), signal);
  }
};

/** Ends early, without an error, at the signal. */
export const look = async (looking: Looking): Promise<void> => {
  const { client, pool, log, codec, projections, others = [], rows = ROWS, signal, onFound } = looking;
  await takeMarks(client);
  const versions = await knownVersions(client, projections);
  await countAll(looking, [...versions, ...others]);
  if (signal.aborted) return;
  for (const found of await sampleRound({ pool, log, codec, versions, rows })) onFound(found);
};
