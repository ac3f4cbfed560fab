// Handles what one subscription brings, batch after batch, until told to stop. Promises: batches in order,
// one at a time; the checkpoints it hands back are those in the database. When nothing arrives it probes
// whether the subscription is still alive. It does not recover from anything: every failure is thrown to the
// supervisor.
import type { Codec } from '#eventlog/codec.js';
import { isBefore, type Position } from '#platform/position.js';
import type { RawEvent, RecordedEvent } from '#eventlog/recorded-event.js';
import { lingerAfter, takeBatch } from './batch.js';
import { refreshCheckpoints, type Checkpoint } from './checkpoint.js';
import { classify } from './classify.js';
import { commitBatch, type Tell } from './commit.js';
import { decodeBatch } from './decode.js';
import { EventFailed, SourceLost } from './errors.js';
import { probe } from './probe.js';
import type { Held, Session } from './session.js';
import { openSource, type FollowedLog, type Source } from './source.js';

export interface FollowTimes {
  /** Without an event for so long, the subscription is probed and the lag refreshed. */
  readonly probeAfterMs: number;
  readonly probeAnswerMs: number;
}

export interface FollowJob {
  readonly log: FollowedLog;
  readonly codec: Codec;
  readonly session: Session;
  readonly held: Held;
  readonly checkpoints: readonly Checkpoint[];
  readonly times: FollowTimes;
  readonly tell?: Tell | undefined;
  /** Events per batch at most; asked before each batch. */
  readonly limit: () => number;
  readonly signal: AbortSignal;
  /** After each commit, and when the end of the log is reached. */
  readonly onProgress: (checkpoints: readonly Checkpoint[], live: boolean, events: number) => void;
}

/** Where a shared subscription starts: at the subject that is furthest behind; null: at the beginning. */
const lowest = (checkpoints: readonly Checkpoint[]): Position | null =>
  checkpoints.reduce<Position | null>((low, { at }, index) => {
    if (at === null || (low === null && index > 0)) return null;
    return low === null || isBefore(at.position, low) ? at.position : low;
  }, null);

/** 0 means the end of the log and nothing else: the clock of the log may be ahead of this one. */
const lagOf = (source: Source, { created }: RecordedEvent): number =>
  source.isLive() ? 0 : Math.max(1, Date.now() - created.getTime());

/** A failure that will come again is the event's, when there is only one. */
const blame = (events: readonly RecordedEvent[], error: unknown): unknown => {
  const [only, ...others] = events;
  if (error instanceof EventFailed || !only || others.length > 0) return error;
  return classify(error) === 'permanent' ? new EventFailed(only, error) : error;
};

/** Where one subscription is; the checkpoints are those in the database. */
interface State {
  readonly source: Source;
  readonly prefixes: readonly string[];
  checkpoints: readonly Checkpoint[];
  seen: Position | null;
  /** Null until the end of the log was reached, or an event that was new to all subjects was handled. */
  lag: number | null;
  quietSince: number;
}

const commit = async (job: FollowJob, state: State, events: readonly RecordedEvent[]): Promise<void> => {
  const newest = events.at(-1);
  if (!newest) return;
  const lagMs = lagOf(state.source, newest);
  const { session, tell } = job;
  const { subjects } = job.held;
  const lag = { lagMs, hint: state.source.hint() };
  const batch = { client: session.client, subjects, checkpoints: state.checkpoints, events, lag, tell };
  state.checkpoints = await commitBatch(batch).catch((error: unknown) => {
    throw blame(events, error);
  });
  state.lag = state.checkpoints.every(({ at }) => at?.eventId === newest.id) ? lagMs : null;
  state.seen = newest.position;
  job.onProgress(state.checkpoints, lagMs === 0, events.length);
};

const handle = async (job: FollowJob, state: State, raws: readonly RawEvent[]): Promise<void> => {
  const { events, failed } = decodeBatch(job.codec, raws);
  await commit(job, state, events);
  if (failed) throw failed;
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
  const batch = await takeBatch(state.source, job.limit());
  if (batch.length > 0) return handle(job, state, batch);
  if (!signal.aborted) throw new SourceLost('it stays silent about new events');
};

const idle = async (job: FollowJob, state: State): Promise<void> => {
  if (state.source.isLive() && state.lag !== 0) return refresh(job, state);
  const quiet = performance.now() - state.quietSince;
  const { probeAfterMs } = job.times;
  if (quiet < probeAfterMs) return state.source.change(probeAfterMs - quiet, job.signal);
  state.quietSince = performance.now();
  return stillAlive(job, state);
};

/**
 * Follows until the signal; resolves then. Throws `SourceLost`, `EventFailed`, or what a commit failed with.
 */
export const follow = async (job: FollowJob): Promise<void> => {
  const { log, held, checkpoints, signal } = job;
  const prefixes = [...new Set(held.categories)].map((category) => `${category}-`);
  const seen = lowest(checkpoints);
  const source = openSource(log, { from: seen, prefixes });
  const state: State = { source, prefixes, checkpoints, seen, lag: null, quietSince: performance.now() };
  let lingerMs = 0;
  try {
    while (!signal.aborted) {
      const batch = await takeBatch(source, job.limit(), lingerMs);
      await (batch.length > 0 ? handle(job, state, batch) : idle(job, state));
      // Waiting for an event says nothing about how many come together.
      if (batch.length > 0) lingerMs = lingerAfter(batch.length);
    }
  } finally {
    source.close();
  }
};
