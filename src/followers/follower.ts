import type pg from 'pg';
import type { Codec } from '#eventlog/codec.js';
import type { Position } from '#platform/position.js';
import type { Projection } from '#projections/kit/projection.js';
import { createAnnouncer } from './announce.js';
import { noteFailure, type Checkpoint, type Failure } from './checkpoint.js';
import { EventFailed } from './errors.js';
import type { FollowTimes } from './follow.js';
import { connectTo, createLogConnection } from './log-connection.js';
import { openSession } from './session.js';
import { createSettling } from './settling.js';
import type { FollowedLog } from './source.js';
import { supervise, type FollowerFailure, type FollowerState } from './supervise.js';

export interface FollowerOptions {
  /** URL of the log, or how to connect to it. The follower has client objects of its own and disposes of them. */
  readonly log: string | (() => FollowedLog);
  readonly codec: Codec;
  /** Three connections are used at most: one held while it works, one for notices, one to note failures. */
  readonly pool: pg.Pool;
  readonly projections: readonly Projection[];
  /** Tell readers by NOTIFY; without it they poll. */
  readonly notify: boolean;
  readonly onState?: (state: FollowerState) => void;
  readonly onFailure?: (failure: FollowerFailure) => void;
  readonly times?: Partial<FollowTimes>;
  /** Events per transaction at most. */
  readonly maxBatch?: number;
}

export interface FollowerStatus {
  readonly state: FollowerState;
  readonly checkpoints: readonly Checkpoint[];
  /** The last failure, until there is progress. */
  readonly failure: FollowerFailure | undefined;
}

export interface Follower {
  /** Finishes the batch under way and frees the projections. */
  stop(): Promise<void>;
  /** Resolves when every projection has handled the position; for ever pending while they do not. */
  settled(position: Position): Promise<void>;
  status(): FollowerStatus;
}

const TIMES: FollowTimes = { probeAfterMs: 5_000, probeAnswerMs: 5_000 };
const MAX_BATCH = 500;

const asRow = ({ kind, error }: FollowerFailure): Failure => {
  const event = error instanceof EventFailed ? error : undefined;
  return {
    at: new Date().toISOString(),
    kind,
    message: error instanceof Error ? error.message : String(error),
    eventId: event?.eventId ?? null,
    stream: event?.stream ?? null,
    revision: event?.revision ?? null,
  };
};

/** What outsiders can see of a follower, kept up to date by the callbacks of its parts. */
const createStatus = (options: FollowerOptions) => {
  let current: FollowerStatus = { state: 'starting', checkpoints: [], failure: undefined };
  return {
    get: () => current,
    state: (state: FollowerState): void => {
      if (state === current.state) return;
      current = { ...current, state };
      options.onState?.(state);
    },
    progress: (checkpoints: readonly Checkpoint[]): void => {
      current = { ...current, checkpoints, failure: undefined };
    },
    failure: (failure: FollowerFailure): void => {
      current = { ...current, failure };
      options.onFailure?.(failure);
    },
  };
};

/** Starts to keep the rows of these projections equal to a fold of the log. Returns at once; see `status`. */
export const startFollower = (options: FollowerOptions): Follower => {
  const { pool, codec, projections, log: logOption } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const status = createStatus(options);
  const settling = createSettling();
  const aside = (error: unknown): void => options.onFailure?.({ kind: 'transient', error });
  const announcer = createAnnouncer(pool, { notify: options.notify, onError: aside });
  const connect = typeof logOption === 'string' ? connectTo(logOption) : logOption;
  const log = createLogConnection(connect, aside);

  const onProgress = (checkpoints: readonly Checkpoint[], _live: boolean, events: number): void => {
    status.progress(checkpoints);
    if (events > 0) announcer.announce(checkpoints);
    settling.reached(checkpoints);
  };
  const running = supervise({
    log,
    openSession: () => openSession({ pool, projections, signal, onStandby: () => status.state('standby') }),
    job: { codec, projections, times: { ...TIMES, ...options.times }, signal, onProgress },
    maxBatch: options.maxBatch ?? MAX_BATCH,
    onState: status.state,
    onFailure: async (failure) => {
      status.failure(failure);
      await noteFailure(pool, projections, asRow(failure)).catch(aside);
    },
  });

  return {
    stop: async () => {
      stopping.abort();
      await running;
      await announcer.close();
      await log.close();
    },
    settled: (position) => settling.wait(position),
    status: status.get,
  };
};
