// When a group writes down how far it has come.

import type { Mark } from './progress.js';
import type { GroupSettings } from './settings.js';

export interface LastCheckpoint {
  readonly count: number;
  readonly writtenAt: number;
}

/**
 * True when `mark` is to be written: enough progress for any time, or, at a tick of the clock, less progress but
 * long enough after the last one. Without progress never, so that a group does not follow its own writes.
 */
export const isCheckpointDue = (
  settings: GroupSettings,
  { mark, last, tick }: { mark: Mark; last: LastCheckpoint; tick: number | undefined },
): boolean => {
  const progress = mark.count - last.count;
  if (progress >= Math.max(1, settings.maxCheckpointCount)) return true;
  if (tick === undefined || settings.checkpointAfterMs === 0) return false;
  const isTime = tick - last.writtenAt >= settings.checkpointAfterMs;
  return isTime && progress >= Math.max(1, settings.minCheckpointCount);
};
