// The settings of a group as clients give them, and what makes them unusable.

import type { SettingsShape } from '../wire/group-settings.js';

/** How events are shared out among the consumers of a group; names as on the wire. */
export const STRATEGIES = ['DispatchToSingle', 'RoundRobin', 'Pinned', 'PinnedByCorrelation'] as const;

export type StrategyName = (typeof STRATEGIES)[number];

export const isStrategy = (name: string): name is StrategyName =>
  STRATEGIES.some((strategy) => strategy === name);

/** The settings of a group that can be. */
export type GroupSettings = SettingsShape<StrategyName>;

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
