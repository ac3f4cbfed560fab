import type { Position } from '#platform/position.js';
import { worst, type Board } from './progress-board.js';

export type Settled =
  | { readonly settled: true }
  | {
      readonly settled: false;
      /** How old the rows of the projections that are behind may be, in ms; null: unknown. */
      readonly lagMs: number | null;
      /** The projections that have not handled the position. */
      readonly behind: readonly string[];
    };

interface Waiter {
  readonly projections: readonly string[];
  readonly position: Position;
  readonly answer: (settled: Settled) => void;
}

/** Everybody who waits for positions, answered from what the board knows. */
export const createWaiters = (board: Board) => {
  const waiting = new Set<Waiter>();

  const behind = ({ projections, position }: Waiter): readonly string[] =>
    board.behind(projections, position);

  const giveUpOn = (waiter: Waiter): void => {
    const late = behind(waiter);
    waiter.answer({ settled: false, lagMs: worst(late.map(board.lagOf)), behind: late });
  };

  /** Nobody waits for what was waited for in vain until it moves. */
  const expire = (waiter: Waiter): void => {
    behind(waiter).forEach(board.trip);
    giveUpOn(waiter);
  };

  return {
    any: (): boolean => waiting.size > 0,
    add: (projections: readonly string[], position: Position, timeoutMs: number): Promise<Settled> =>
      new Promise((resolve) => {
        const answer = (settled: Settled): void => {
          clearTimeout(timer);
          waiting.delete(waiter);
          resolve(settled);
        };
        const waiter: Waiter = { projections, position, answer };
        const timer = setTimeout(() => expire(waiter), timeoutMs);
        waiting.add(waiter);
      }),
    /** Ends the waits whose positions were reached. */
    settle: (): void => {
      for (const waiter of waiting) if (behind(waiter).length === 0) waiter.answer({ settled: true });
    },
    /** True when, by what is known, everybody waits for something that comes. */
    areWorthIt: (): boolean =>
      [...waiting].every((waiter) => behind(waiter).every((name) => board.isWorthWaiting(name))),
    /** Ends the waits that are not worth it; with `all`, the others too, because nothing can be known. */
    giveUp: (all: boolean): void => {
      for (const waiter of waiting) {
        if (all || behind(waiter).some((name) => !board.isWorthWaiting(name))) giveUpOn(waiter);
      }
    },
  };
};
