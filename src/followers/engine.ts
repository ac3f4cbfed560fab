import type pg from 'pg';
import type { Codec } from '#eventlog/codec.js';
import { noteFailure, type Checkpoint, type Failure } from './checkpoint.js';
import type { Tell } from './commit.js';
import { EventFailed } from './errors.js';
import type { AroundCommit, FollowTimes } from './follow.js';
import { connectTo, createLogConnection } from './log-connection.js';
import type { ParkingNotice } from './parking/notice.js';
import { openSession, type SubjectSource } from './session.js';
import type { FollowedLog } from './source.js';
import type { Subject } from './subject.js';
import { supervise, type FollowerFailure, type FollowerState } from './supervise.js';

/** What every follower is started with, whatever follows. */
export interface FollowingOptions {
  /**
   * URL of the log, or how to connect to it. The follower has client objects of its own and disposes of them.
   */
  readonly log: string | (() => FollowedLog);
  readonly codec: Codec;
  /** Two connections are used at most: one held while it works, one to note failures. */
  readonly pool: pg.Pool;
  readonly onState?: (state: FollowerState) => void;
  readonly onFailure?: (failure: FollowerFailure) => void;
  /** Told when events could not be handled and were parked: someone has to look. */
  readonly onParked?: (notice: ParkingNotice) => void;
  /** For those who measure commits. */
  readonly aroundCommit?: AroundCommit | undefined;
  readonly times?: Partial<FollowTimes>;
  /** Events per transaction at most. */
  readonly maxBatch?: number;
}

export interface EngineOptions extends FollowingOptions {
  readonly source: SubjectSource;
  /** Commits wait for the disk. */
  readonly durable: boolean;
  /** Told in the transaction of each batch; others hear it when it is committed. */
  readonly tell?: Tell | undefined;
  /** After each commit, and when the end of the log is reached. */
  readonly onProgress: (checkpoints: readonly Checkpoint[], live: boolean, events: number) => void;
}

export interface FollowerStatus {
  readonly state: FollowerState;
  readonly checkpoints: readonly Checkpoint[];
  /** The last failure, until there is progress. */
  readonly failure: FollowerFailure | undefined;
}

export interface Engine {
  /** Finishes the batch under way and frees the subjects. */
  stop(): Promise<void>;
  status(): FollowerStatus;
}

const TIMES: FollowTimes = { probeAfterMs: 5_000, probeAnswerMs: 5_000 };
const MAX_BATCH = 500;

const CODE = /^[\w.-]{1,60}$/;

/** Of errors from anywhere only what looks like a code: their messages may quote values. */
const codeOf = (error: unknown): string => {
  const told = error instanceof EventFailed ? error.cause : error;
  if (!(told instanceof Error)) return 'unknown';
  const code = 'code' in told ? String(told.code) : '';
  return [code, told.name].find((text) => CODE.test(text)) ?? 'unknown';
};

const asRow = ({ kind, error }: FollowerFailure): Failure => {
  const event = error instanceof EventFailed ? error : undefined;
  return {
    at: new Date().toISOString(),
    kind,
    code: codeOf(error),
    message: error instanceof Error ? error.message : String(error),
    eventId: event?.eventId ?? null,
    stream: event?.stream ?? null,
    revision: event?.revision ?? null,
  };
};

/** What outsiders can see of a follower, kept up to date by the callbacks of its parts. */
const createStatus = (options: FollowingOptions) => {
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

/** Starts to follow the log with these subjects. Returns at once; see `status`. */
export const startEngine = (options: EngineOptions): Engine => {
  const { pool, codec, source, durable, tell, log: logOption } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const status = createStatus(options);
  const aside = (error: unknown): void => options.onFailure?.({ kind: 'transient', error });
  const connect = typeof logOption === 'string' ? connectTo(logOption) : logOption;
  const log = createLogConnection(connect, aside);

  const onProgress: EngineOptions['onProgress'] = (checkpoints, live, events) => {
    status.progress(checkpoints);
    options.onProgress(checkpoints, live, events);
  };
  const onStandby = (): void => status.state('standby');
  const { maxBatch = MAX_BATCH, onParked, aroundCommit } = options;
  const times = { ...TIMES, ...options.times };
  let found: readonly Subject[] = [];
  const find = async (client: pg.ClientBase) => (found = await source.find(client));
  const running = supervise({
    log,
    openSession: () => openSession({ pool, source: { ...source, find }, durable, signal, onStandby }),
    job: { codec, tell, times, maxBatch, signal, onProgress, onParked, aroundCommit },
    onState: status.state,
    onFailure: async (failure) => {
      status.failure(failure);
      await noteFailure(pool, found, asRow(failure)).catch(aside);
    },
  });

  return {
    stop: async () => {
      stopping.abort();
      await running;
      await log.close();
    },
    status: status.get,
  };
};
