// Handles what one subscription brings, batch after batch, until told to stop. Promises: batches in order,
// one at a time; the checkpoints it hands back are those in the database. When nothing arrives it probes
// whether the subscription is still alive. It does not recover from anything: every failure is thrown to the
// supervisor.
import type { Codec } from '#eventlog/codec.js';
import { isBefore, type Position } from '#platform/position.js';
import { parking as decisions } from '#domain/parking/index.js';
import type { RawEvent } from '#eventlog/recorded-event.js';
import { lingerAfter, takeBatch } from './batch.js';
import { refreshCheckpoints, type Checkpoint } from './checkpoint.js';
import { commitBatch, type Tell } from './commit.js';
import { decodeBatch, type Followed } from './decode.js';
import { SourceLost } from './errors.js';
import { endingWithDecisions } from './parking/decisions.js';
import { createHeldBack, type Due, type HeldBack } from './held-back.js';
import type { ParkingNotice } from './parking/notice.js';
import { createReadBack } from './parking/read-back.js';
import { probe } from './probe.js';
import type { Held, Session } from './session.js';
import { openSource, type FollowedLog, type Source } from './source.js';

export interface FollowTimes {
  /** Without an event for so long, the subscription is probed and the lag refreshed. */
  readonly probeAfterMs: number;
  readonly probeAnswerMs: number;
}

/** Runs the commit of a batch, and may look at both. */
export type AroundCommit = (events: readonly Followed[], commit: () => Promise<void>) => Promise<void>;

export interface FollowJob {
  readonly log: FollowedLog;
  readonly codec: Codec;
  readonly session: Session;
  readonly held: Held;
  readonly checkpoints: readonly Checkpoint[];
  readonly times: FollowTimes;
  readonly tell?: Tell | undefined;
  /** Events per batch at most. */
  readonly maxBatch: number;
  readonly signal: AbortSignal;
  /** After each commit, and when the end of the log is reached. */
  readonly onProgress: (checkpoints: readonly Checkpoint[], live: boolean, events: number) => void;
  /** Told, after the commit, what a subject could not handle. */
  readonly onParked?: ((notice: ParkingNotice) => void) | undefined;
  readonly aroundCommit?: AroundCommit | undefined;
}

/** Where a shared subscription starts: at the subject that is furthest behind; null: at the beginning. */
const lowest = (checkpoints: readonly Checkpoint[]): Position | null =>
  checkpoints.reduce<Position | null>((low, { at }, index) => {
    if (at === null || (low === null && index > 0)) return null;
    return low === null || isBefore(at.position, low) ? at.position : low;
  }, null);

/** 0 means the end of the log and nothing else: the clock of the log may be ahead of this one. */
const lagOf = (source: Source, { created }: Followed): number =>
  source.isLive() ? 0 : Math.max(1, Date.now() - created.getTime());

/** Where one subscription is; the checkpoints are those in the database. */
interface State {
  readonly source: Source;
  readonly prefixes: readonly string[];
  readonly heldBack: HeldBack;
  checkpoints: readonly Checkpoint[];
  seen: Position | null;
  /** Null until the end of the log was reached, or an event that was new to all subjects was handled. */
  lag: number | null;
  quietSince: number;
}

const commit = async (job: FollowJob, state: State, { subjects, events }: Due): Promise<void> => {
  const newest = events.at(-1);
  if (!newest) return;
  const lagMs = lagOf(state.source, newest);
  const { session, tell, onParked } = job;
  const { client, parking } = session;
  const lag = { lagMs, hint: state.source.hint() };
  const readBack = createReadBack(job.log, job.codec);
  const now = { checkpoints: state.checkpoints, events, lag, tell, parking, readBack, onParked };
  const work = async (): Promise<void> => {
    state.checkpoints = await commitBatch({ client, subjects, ...now });
  };
  await (job.aroundCommit ? job.aroundCommit(events, work) : work());
  state.lag = state.checkpoints.every(({ at }) => at?.eventId === newest.id) ? lagMs : null;
  state.seen = newest.position;
  job.onProgress(state.checkpoints, lagMs === 0, events.length);
};

const handle = async (job: FollowJob, state: State, raws: readonly RawEvent[]): Promise<void> => {
  const { events, failed } = decodeBatch(job.codec, raws);
  for (const part of endingWithDecisions(events)) await commit(job, state, state.heldBack.take(part));
  if (failed) {
    await commit(job, state, state.heldBack.release());
    throw failed;
  }
  state.quietSince = performance.now();
};

const refresh = async (job: FollowJob, state: State): Promise<void> => {
  await refreshCheckpoints(job.session.client, job.held.subjects, state.source.hint());
  state.lag = 0;
  job.onProgress(state.checkpoints, true, 0);
};

const stillAlive = async (job: FollowJob, state: State): Promise<void> => {
  const { log, times, signal } = job;
  const result = await probe(log, { from: state.seen, prefixes: state.prefixes }, times.probeAnswerMs);
  if (result === 'silent') throw new SourceLost('the log does not answer');
  if (result === 'idle') return state.source.isLive() ? refresh(job, state) : undefined;
  await state.source.change(times.probeAnswerMs, signal);
  const batch = await takeBatch(state.source, job.maxBatch);
  if (batch.length > 0) return handle(job, state, batch);
  if (!signal.aborted) throw new SourceLost('it stays silent about new events');
};

const idle = async (job: FollowJob, state: State): Promise<void> => {
  const leftMs = state.heldBack.leftMs();
  if (leftMs === 0) return commit(job, state, state.heldBack.release());
  if (leftMs !== undefined) return state.source.change(leftMs, job.signal);
  if (state.source.isLive() && state.lag !== 0) return refresh(job, state);
  const quiet = performance.now() - state.quietSince;
  const { probeAfterMs } = job.times;
  if (quiet < probeAfterMs) return state.source.change(probeAfterMs - quiet, job.signal);
  state.quietSince = performance.now();
  return stillAlive(job, state);
};

/**
 * Follows until the signal; resolves then. Throws `SourceLost`, `EventFailed` (an event is newer than the
 * code), or what a commit failed with.
 */
export const follow = async (job: FollowJob): Promise<void> => {
  const { log, held, checkpoints, signal } = job;
  const categories = new Set([...held.categories, decisions.category]);
  const prefixes = [...categories].map((category) => `${category}-`);
  const seen = lowest(checkpoints);
  const source = openSource(log, { from: seen, prefixes });
  const state: State = {
    ...{ source, prefixes, checkpoints, seen },
    heldBack: createHeldBack(held.subjects),
    lag: null,
    quietSince: performance.now(),
  };
  let lingerMs = 0;
  try {
    while (!signal.aborted) {
      const batch = await takeBatch(source, job.maxBatch, lingerMs);
      await (batch.length > 0 ? handle(job, state, batch) : idle(job, state));
      // Waiting for an event says nothing about how many come together.
      if (batch.length > 0) lingerMs = lingerAfter(batch.length);
    }
  } finally {
    source.close();
  }
};
