// The settings of a group as clients give them, and what makes them unusable.

/** How events are shared out among the consumers of a group; names as on the wire. */
export const STRATEGIES = ['DispatchToSingle', 'RoundRobin', 'Pinned', 'PinnedByCorrelation'] as const;

export type StrategyName = (typeof STRATEGIES)[number];

export const isStrategy = (name: string): name is StrategyName =>
  STRATEGIES.some((strategy) => strategy === name);

/** Times in milliseconds, 0 = never. `maxSubscriberCount` 0 = no limit. */
export interface GroupSettings {
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  readonly messageTimeoutMs: number;
  readonly maxRetryCount: number;
  readonly checkpointAfterMs: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  readonly maxSubscriberCount: number;
  /** Kept and reported only: there is no live buffer, see group.ts. */
  readonly liveBufferSize: number;
  readonly readBatchSize: number;
  readonly historyBufferSize: number;
  readonly strategy: StrategyName;
}

/** The reason why settings cannot be used, if there is one. */
export const refuseSettings = (settings: GroupSettings): string | undefined => {
  const { readBatchSize, historyBufferSize, messageTimeoutMs, checkpointAfterMs } = settings;
  if (readBatchSize >= historyBufferSize) {
    return 'Read batch size may not be greater than or equal to the history buffer size';
  }
  if (messageTimeoutMs < 0 || checkpointAfterMs < 0) return 'Times may not be negative';
  if (settings.maxSubscriberCount < 0) return 'Maximum subscriber count may not be negative';
  return undefined;
};
