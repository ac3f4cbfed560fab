import { isBefore, type Position } from '#platform/position.js';
import type { Checkpoint } from './checkpoint.js';

/** Lets callers in this process wait until every projection has handled a position. */
export interface Settling {
  reached(checkpoints: readonly Checkpoint[]): void;
  wait(position: Position): Promise<void>;
}

const passed = (checkpoints: readonly Checkpoint[], position: Position): boolean =>
  checkpoints.length > 0 && checkpoints.every(({ at }) => at !== null && !isBefore(at.position, position));

export const createSettling = (): Settling => {
  let current: readonly Checkpoint[] = [];
  const waiting = new Map<() => void, Position>();
  return {
    reached: (checkpoints) => {
      current = checkpoints;
      for (const [resolve, position] of waiting) {
        if (!passed(current, position)) continue;
        waiting.delete(resolve);
        resolve();
      }
    },
    wait: (position) =>
      new Promise((resolve) => {
        if (passed(current, position)) resolve();
        else waiting.set(resolve, position);
      }),
  };
};
