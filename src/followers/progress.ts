// Lets readers wait until projections have handled a position. Promises: waits only while it is worth it (a
// follower holds the projection, is near the end of the log, and was not waited for in vain since it last
// moved) and never longer than asked; else it answers at once. Never throws: without Postgres nothing is
// settled, and after it broke off nothing is believed that was heard before. Notices make it fast; without them, or when they do not come soon, one shared poll serves
// everybody, only while somebody waits.
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Position } from '#platform/position.js';
import { createBoard } from './progress-board.js';
import { startListener } from './progress-listener.js';
import { createPoller } from './progress-poller.js';
import { createWaiters, type Settled } from './progress-waiters.js';

export interface Progress {
  /**
   * Waits until all these projections have handled the position, at most `timeoutMs`. The position must be of
   * an event in a category that a follower follows: others do not move a checkpoint.
   */
  waitFor(projections: readonly string[], position: Position, timeoutMs: number): Promise<Settled>;
  close(): Promise<void>;
}

export interface ProgressOptions {
  readonly pool: pg.Pool;
  /** Where to listen; default: where the pool connects to. */
  readonly connectionString?: string;
  /** Followers tell their progress by NOTIFY. */
  readonly notify: boolean;
  /** A projection further behind than this (ms) is not waited for. Default 2000. */
  readonly lagBoundMs?: number;
  /** Told when Postgres could not be asked or listened to. */
  readonly logger?: { warn(fields: object, message: string): void };
}

const POLL_MS = 50;
/** A notice is given this long to come before the database is asked: mostly nobody has to ask. */
const NOTICE_MS = 25;
/** Without notices polling is all there is. */
const POLL_ALONE_MS = 20;
const LAG_BOUND_MS = 2_000;

type Waiters = ReturnType<typeof createWaiters>;

interface Polling {
  readonly waiters: Waiters;
  readonly poll: () => Promise<void>;
  /** How long to leave it to notices before Postgres is asked. */
  readonly noticeMs: () => number;
  readonly everyMs: () => number;
  readonly onError: (error: unknown) => void;
}

/** Without an answer of Postgres nothing can be known: everybody is told so. */
const pollOnce = async ({ waiters, poll, onError }: Polling): Promise<void> => {
  const known = await poll().then(
    () => true,
    (error: unknown) => {
      onError(error);
      return false;
    },
  );
  waiters.settle();
  waiters.giveUp(!known);
};

const pollWhileWaiting = async (polling: Polling): Promise<void> => {
  const patience = polling.noticeMs();
  if (patience > 0) await pause(patience);
  while (polling.waiters.any()) {
    const started = performance.now();
    await pollOnce(polling);
    const left = polling.everyMs() - (performance.now() - started);
    if (polling.waiters.any()) await pause(Math.max(0, left));
  }
};

export const createProgress = (options: ProgressOptions): Progress => {
  const { pool, notify, logger } = options;
  const onError = (err: unknown): void => logger?.warn({ err }, 'progress of the projections cannot be seen');
  const board = createBoard(options.lagBoundMs ?? LAG_BOUND_MS);
  const waiters = createWaiters(board);
  const poll = createPoller(pool, board);
  const connectionString = options.connectionString ?? pool.options.connectionString;
  const onNotice = (projections: readonly string[], position: Position): void => {
    for (const projection of projections) board.learnPosition(projection, position);
    waiters.settle();
  };
  const listener =
    notify && connectionString
      ? startListener({ connectionString, onNotice, onError, onLost: board.forget })
      : undefined;
  pool.on('error', board.forget);
  const everyMs = (): number => (listener?.isConnected() ? POLL_MS : POLL_ALONE_MS);

  let polling: Promise<void> | undefined;
  /** A notice that is on its way makes asking needless. */
  const noticeMs = (): number => (listener?.isConnected() && waiters.areWorthIt() ? NOTICE_MS : 0);
  const startPolling = (): void => {
    polling ??= pollWhileWaiting({ waiters, poll, noticeMs, everyMs, onError }).finally(() => {
      polling = undefined;
      if (waiters.any()) startPolling();
    });
  };

  return {
    waitFor: (projections, position, timeoutMs) => {
      if (board.behind(projections, position).length === 0) return Promise.resolve({ settled: true });
      const settled = waiters.add(projections, position, timeoutMs);
      startPolling();
      return settled;
    },
    close: async () => {
      pool.off('error', board.forget);
      waiters.giveUp(true);
      await listener?.close();
      await polling;
    },
  };
};
