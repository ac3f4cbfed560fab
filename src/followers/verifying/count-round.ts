// One step along the log for the versions that have to be counted. Promises: each event is read once for all
// versions that are there; what was counted and what was found are committed together. A version whose mark is
// not in this log is left where it is. Fails with SourceLost, or with what Postgres said.
import type pg from 'pg';
import { isBefore, type Position } from '#platform/position.js';
import { CheckpointMismatch } from '../errors.js';
import type { FollowedLog } from '../source.js';
import { advance, isRight, type Count, type Slice } from './count.js';
import { goOn, pendingCounts, type Countable, type Step } from './counts.js';
import { explain } from './explain.js';
import type { Found } from './findings.js';
import { readSlice } from './read-slice.js';

export interface Counting {
  readonly client: pg.ClientBase;
  readonly log: FollowedLog;
  readonly countables: readonly Countable[];
  /** Events read at a time. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Told of what cannot be compared. */
  readonly onFailure: (error: unknown) => void;
}

export interface Round {
  /** False: there was nothing to count. */
  readonly counted: boolean;
  readonly found: readonly Found[];
}

const latest = (positions: readonly Position[]): Position | undefined =>
  positions.reduce<Position | undefined>(
    (one, other) => (one && !isBefore(one, other) ? one : other),
    undefined,
  );

const isBehind = (one: Position | null, other: Position | null): boolean =>
  other !== null && (one === null || isBefore(one, other));

const stepOf = async (counting: Counting, before: Count, slice: Slice): Promise<Step> => {
  const { count: after, windows } = advance(before, slice);
  const found: Found[] = [];
  try {
    for (const window of windows.filter((one) => !isRight(one))) {
      const wrong = await explain(before, window, counting);
      if (wrong) found.push(wrong);
    }
  } catch (error) {
    if (!(error instanceof CheckpointMismatch)) throw error;
    counting.onFailure(error);
    return { before, after: before, windows: [], found: [] };
  }
  return { before, after, windows, found };
};

const commit = async ({ client }: Counting, steps: readonly Step[]): Promise<boolean> => {
  await client.query('begin');
  const good = await goOn(client, steps);
  await client.query(good ? 'commit' : 'rollback');
  return good;
};

/** Counts for the version that waited longest, and for all others further on in the log as far as it comes. */
export const countRound = async (counting: Counting): Promise<Round> => {
  const { client, log, countables, limit, signal } = counting;
  const pending = await pendingCounts(client, countables);
  const [first] = pending;
  const together = pending.filter(({ reached }) => first && !isBehind(reached, first.reached));
  const upTo = latest(together.flatMap(({ marks }) => marks.map(({ position }) => position)));
  if (!first || !upTo) return { counted: false, found: [] };
  const categories = [...new Set(together.flatMap((count) => count.categories))];
  const slice = await readSlice({ log, categories, from: first.reached, upTo, limit, signal });
  const steps: Step[] = [];
  for (const before of together) steps.push(await stepOf(counting, before, slice));
  const good = await commit(counting, steps);
  return { counted: true, found: good ? steps.flatMap(({ found }) => found) : [] };
};
