// The settings of a persistent subscription, in the one shape that requests, answers and groups share.

/**
 * Times in milliseconds, 0 = never; `maxSubscriberCount` 0 = no limit. `Strategy` is what names a strategy: requests
 * send a number or a name, groups have one that exists.
 */
export interface SettingsShape<Strategy> {
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  readonly messageTimeoutMs: number;
  readonly maxRetryCount: number;
  readonly checkpointAfterMs: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  readonly maxSubscriberCount: number;
  /** Kept and reported only: there is no live buffer, see persistent/group.ts. */
  readonly liveBufferSize: number;
  readonly readBatchSize: number;
  readonly historyBufferSize: number;
  readonly strategy: Strategy;
}
