// Lets readers wait until projections have handled a position. Promises: waits only while it is worth it (a follower
// holds the projection, is near the end of the log, and was not waited for in vain since it last moved) and never
// longer than asked; else it answers at once. Never throws: without Postgres nothing is settled. Notices make it fast;
// without them one shared poll serves everybody, only while somebody waits.
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Position } from '#eventlog/position.js';
import { createBoard } from './progress-board.js';
import { startListener } from './progress-listener.js';
import { createPoller } from './progress-poller.js';
import { createWaiters, type Settled } from './progress-waiters.js';

export interface Progress {
  /**
   * Waits until all these projections have handled the position, at most `timeoutMs`. The position must be of an
   * event in a category that a follower follows: others do not move a checkpoint.
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
/** Without notices polling is all there is. */
const POLL_ALONE_MS = 20;
const LAG_BOUND_MS = 2_000;

export const createProgress = (options: ProgressOptions): Progress => {
  const onError = (error: unknown): void =>
    options.logger?.warn({ err: error }, 'progress of the projections cannot be seen');
  const board = createBoard(options.lagBoundMs ?? LAG_BOUND_MS);
  const waiters = createWaiters(board);
  const poll = createPoller(options.pool, board);
  const connectionString = options.connectionString ?? options.pool.options.connectionString;
  const onNotice = (projection: string, position: Position): void => {
    board.learnPosition(projection, position);
    waiters.settle();
  };
  const listener =
    options.notify && connectionString ? startListener({ connectionString, onNotice, onError }) : undefined;

  const pollOnce = async (): Promise<void> => {
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

  let polling: Promise<void> | undefined;
  const pollWhileWaiting = async (): Promise<void> => {
    while (waiters.any()) {
      const started = performance.now();
      await pollOnce();
      const every = listener?.isConnected() ? POLL_MS : POLL_ALONE_MS;
      if (waiters.any()) await pause(Math.max(0, every - (performance.now() - started)));
    }
    polling = undefined;
  };

  return {
    waitFor: (projections, position, timeoutMs) => {
      if (board.behind(projections, position).length === 0) return Promise.resolve({ settled: true });
      const settled = waiters.add(projections, position, timeoutMs);
      polling ??= pollWhileWaiting();
      return settled;
    },
    close: async () => {
      waiters.giveUp(true);
      await listener?.close();
      await polling;
    },
  };
};
