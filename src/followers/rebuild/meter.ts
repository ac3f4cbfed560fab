/** How far a pass over the log is. */
export interface RebuildProgress {
  readonly step: 'reading' | 'indexing' | 'comparing' | 'searching';
  /** Events read in this run. */
  readonly events: number;
  /** Of the log that is behind it, 0 to 1; undefined where that is not known. */
  readonly share: number | undefined;
  readonly perSecond: number;
  /** Undefined while it cannot be told. */
  readonly secondsLeft: number | undefined;
}

export type OnRebuildProgress = (progress: RebuildProgress) => void;

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/**
 * Counts events and tells how fast they go. Positions are those of the log: they rise with it, not one by
 * one, so that the share is close and not exact.
 */
export const createMeter = (
  onProgress: OnRebuildProgress,
  { from, head }: { readonly from: bigint; readonly head: bigint },
) => {
  const started = performance.now();
  let events = 0;
  const shareAt = (position: bigint): number | undefined =>
    head > 0n ? clamp(Number((position * 10_000n) / head) / 10_000) : undefined;
  const begun = shareAt(from) ?? 0;
  return {
    read: (more: number, position: bigint): void => {
      events += more;
      const seconds = (performance.now() - started) / 1_000;
      const share = shareAt(position);
      const done = (share ?? 0) - begun;
      onProgress({
        step: 'reading',
        events,
        share,
        perSecond: seconds > 0 ? Math.round(events / seconds) : 0,
        secondsLeft: done > 0 && share !== undefined ? (seconds / done) * (1 - share) : undefined,
      });
    },
    enters: (step: RebuildProgress['step']): void =>
      onProgress({ step, events, share: undefined, perSecond: 0, secondsLeft: undefined }),
    events: (): number => events,
  };
};

export type Meter = ReturnType<typeof createMeter>;
