import type { FollowingMetrics } from '#platform/metrics/following-metrics.js';
import type { FollowingOptions } from './engine.js';
import type { AroundCommit } from './follow.js';

const measuredCommit =
  (metrics: FollowingMetrics, inner: AroundCommit | undefined): AroundCommit =>
  async (events, commit) => {
    const started = performance.now();
    const tell = (failed: boolean): void => {
      const age = Math.max(0, Date.now() - (events.at(-1)?.created.getTime() ?? Infinity));
      const seconds = (performance.now() - started) / 1_000;
      metrics.committed({ events: events.length, seconds, failed, age: age / 1_000 });
    };
    try {
      await (inner ? inner(events, commit) : commit());
    } catch (error) {
      tell(true);
      throw error;
    }
    tell(false);
  };

/** The same options; what the follower does and suffers is counted as well. */
export const measuredFollowing = <O extends FollowingOptions>(options: O, metrics: FollowingMetrics): O => {
  metrics.state('starting');
  return {
    ...options,
    aroundCommit: measuredCommit(metrics, options.aroundCommit),
    onState: (state) => {
      metrics.state(state);
      options.onState?.(state);
    },
    onFailure: (failure) => {
      metrics.failed(failure.kind);
      options.onFailure?.(failure);
    },
    onParked: (notice) => {
      metrics.parked(notice.projection, notice.failed + notice.waiting);
      options.onParked?.(notice);
    },
  };
};
