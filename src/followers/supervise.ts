// Keeps a follower going. Promises: whatever fails, it begins again from the checkpoints in the database, for
// ever, with growing pauses; nothing is skipped. Events that can never be handled do not come here: they are
// parked (careful.ts). Only an event newer than the code, or a log that is not the one the checkpoints belong
// to, end it: then the locks are free for a process that knows better.
import { CodeTooOld } from '#eventlog/codec.js';
import { createBackoff, type Backoff } from './backoff.js';
import type { Checkpoint } from './checkpoint.js';
import { classify, type FailureKind } from './classify.js';
import { CheckpointMismatch, EventFailed, SessionLost, SourceLost } from './errors.js';
import { follow, type FollowJob } from './follow.js';
import type { LogConnection } from './log-connection.js';
import { learnSkips } from './parking/decisions.js';
import type { Session } from './session.js';
import { verifyCheckpoints } from './verify.js';

/**
 * standby: another follower works. failing: it does not get on and keeps trying. stopped: it does not try any
 * more.
 */
export type FollowerState = 'starting' | 'standby' | 'catching-up' | 'live' | 'failing' | 'stopped';

export interface FollowerFailure {
  readonly kind: FailureKind | 'source' | 'code-too-old' | 'wrong-log';
  readonly error: unknown;
}

export interface Supervised {
  readonly log: LogConnection;
  readonly openSession: () => Promise<Session | undefined>;
  readonly job: Omit<FollowJob, 'log' | 'session' | 'held' | 'checkpoints'>;
  readonly onState: (state: FollowerState) => void;
  /** Told of every failure; resolves when it is noted. */
  readonly onFailure: (failure: FollowerFailure) => Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 15_000;

const causeOf = (error: unknown): unknown => (error instanceof EventFailed ? error.cause : error);

const kindOf = (error: unknown): FollowerFailure['kind'] => {
  if (causeOf(error) instanceof CodeTooOld) return 'code-too-old';
  if (error instanceof CheckpointMismatch) return 'wrong-log';
  if (error instanceof SourceLost) return 'source';
  return error instanceof EventFailed ? 'permanent' : classify(error);
};

const isFinal = ({ kind }: FollowerFailure): boolean => kind === 'code-too-old' || kind === 'wrong-log';

interface Run extends Supervised {
  readonly backoff: Backoff;
}

/** Most name the same event: it is looked for once. */
const distinct = (checkpoints: readonly Checkpoint[]): readonly Checkpoint[] => [
  ...new Map(checkpoints.map((one) => [one.at?.eventId, one])).values(),
];

/** Subscribes again and again while the session lasts: losing the log is no reason to lose the locks. */
const followSession = async (run: Run, session: Session): Promise<void> => {
  const ending = AbortSignal.any([run.job.signal, session.lost]);
  let { held } = session;
  let { checkpoints } = held;
  const onProgress: FollowJob['onProgress'] = (reached: readonly Checkpoint[], live, events) => {
    checkpoints = reached;
    run.backoff.reset();
    run.onState(live ? 'live' : 'catching-up');
    run.job.onProgress(reached, live, events);
  };
  const again = async (): Promise<void> => {
    held = await session.renew(checkpoints);
    ({ checkpoints } = held);
  };
  while (!ending.aborted) {
    try {
      if (held.changed.aborted) await again();
      const signal = AbortSignal.any([ending, held.changed]);
      const log = run.log.client();
      await verifyCheckpoints(log, distinct(checkpoints));
      await learnSkips({ ...run.job, log, subjects: held.subjects }, session.parking);
      await follow({ ...run.job, log, session, held, checkpoints, signal, onProgress });
    } catch (error) {
      if (!(error instanceof SourceLost)) throw error;
      await failed(run, error);
      run.log.renew();
      await run.backoff.wait(ending);
    }
  }
};

const failed = async (run: Run, error: unknown): Promise<FollowerFailure> => {
  const failure = { kind: kindOf(error), error };
  if (!isFinal(failure)) run.onState('failing');
  await run.onFailure(failure);
  if (isFinal(failure)) run.onState('stopped');
  return failure;
};

const lead = async (run: Run): Promise<void> => {
  const session = await run.openSession();
  if (!session) return;
  run.onState('catching-up');
  try {
    await followSession(run, session);
    if (session.lost.aborted && !run.job.signal.aborted) throw new SessionLost();
  } finally {
    session.close();
  }
};

/** Resolves when the follower was told to stop, or must not go on. Never rejects. */
export const supervise = async (supervised: Supervised): Promise<void> => {
  const { signal } = supervised.job;
  const backoff = createBackoff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
  const run: Run = { ...supervised, backoff };
  while (!signal.aborted) {
    try {
      await lead(run);
    } catch (error) {
      if (isFinal(await failed(run, error))) return;
    }
    await backoff.wait(signal);
  }
  run.onState('stopped');
};
