import type pg from 'pg';
import type { Position } from '#platform/position.js';
import type { Projection } from '#projections/kit/projection.js';
import { announce } from './announce.js';
import type { Move } from './checkpoint.js';
import { followedSubjects, type Followed } from './deployments/followed.js';
import { DEPLOYMENTS_CHANNEL } from './deployments/registry.js';
import { startEngine, type Engine, type FollowingOptions } from './engine.js';
import { createSettling } from './settling.js';

export interface FollowerOptions extends FollowingOptions {
  readonly projections: readonly Projection[];
  /** In how many parts projections are to be followed that may be: 1 (default), 2, 5 or 10, which share out digits evenly. */
  readonly partitions?: number;
  /** Tell readers by NOTIFY; without it they poll. */
  readonly notify: boolean;
}

export interface Follower extends Engine {
  /**
   * Resolves when all that this follower holds has handled the position; for ever pending while it does not.
   */
  settled(position: Position): Promise<void>;
}

/** Finds what to follow, and tells of those moves only that readers can see. */
const createFollowing = (projections: readonly Projection[], partitions: number | undefined) => {
  let followed: readonly Followed[] = [];
  const isSeen = ({ from }: Move): boolean =>
    followed.some(
      ({ name, version, isLive }) => isLive && name === from.projection && version === from.version,
    );
  return {
    find: async (client: pg.ClientBase) =>
      (followed = await followedSubjects(client, projections, partitions)),
    tell: (client: pg.ClientBase, moves: readonly Move[]) => announce(client, moves.filter(isSeen)),
  };
};

/** Starts to keep the rows of these projections equal to a fold of the log. Returns at once; see `status`. */
export const startFollower = ({ projections, partitions, notify, ...options }: FollowerOptions): Follower => {
  const settling = createSettling();
  const { find, tell } = createFollowing(projections, partitions);
  const engine = startEngine({
    ...options,
    source: { find, channel: DEPLOYMENTS_CHANNEL },
    durable: false,
    tell: notify ? tell : undefined,
    onProgress: (checkpoints) => settling.reached(checkpoints),
  });
  return {
    stop: () => engine.stop(),
    settled: (position) => settling.wait(position),
    status: () => engine.status(),
  };
};
