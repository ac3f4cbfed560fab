import type { Position } from '#platform/position.js';
import type { Projection } from '#projections/kit/projection.js';
import { announce } from './announce.js';
import { followedSubjects } from './deployments/followed.js';
import { DEPLOYMENTS_CHANNEL } from './deployments/registry.js';
import { startEngine, type Engine, type FollowingOptions } from './engine.js';
import { createSettling } from './settling.js';

export interface FollowerOptions extends FollowingOptions {
  readonly projections: readonly Projection[];
  /** Tell readers by NOTIFY; without it they poll. */
  readonly notify: boolean;
}

export interface Follower extends Engine {
  /** Resolves when every projection has handled the position; for ever pending while they do not. */
  settled(position: Position): Promise<void>;
}

/** Starts to keep the rows of these projections equal to a fold of the log. Returns at once; see `status`. */
export const startFollower = ({ projections, notify, ...options }: FollowerOptions): Follower => {
  const settling = createSettling();
  const engine = startEngine({
    ...options,
    source: {
      find: (client) => followedSubjects(client, projections),
      channel: DEPLOYMENTS_CHANNEL,
    },
    durable: false,
    tell: notify ? announce : undefined,
    onProgress: (checkpoints) => settling.reached(checkpoints),
  });
  return {
    stop: () => engine.stop(),
    settled: (position) => settling.wait(position),
    status: () => engine.status(),
  };
};
