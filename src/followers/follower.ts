import type { Position } from '#platform/position.js';
import type { Projection } from '#projections/kit/projection.js';
import { createAnnouncer } from './announce.js';
import { startEngine, type Engine, type FollowingOptions } from './engine.js';
import { createSettling } from './settling.js';
import { projectionSubject } from './subject.js';

/** Of the pool, one connection more is used for notices. */
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
  const onError = (error: unknown): void => options.onFailure?.({ kind: 'transient', error });
  const announcer = createAnnouncer(options.pool, { notify, onError });
  const engine = startEngine({
    ...options,
    subjects: projections.map(projectionSubject),
    durable: false,
    onProgress: (checkpoints, _live, events) => {
      if (events > 0) announcer.announce(checkpoints);
      settling.reached(checkpoints);
    },
  });
  return {
    stop: async () => {
      await engine.stop();
      await announcer.close();
    },
    settled: (position) => settling.wait(position),
    status: () => engine.status(),
  };
};
