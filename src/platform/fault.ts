/**
 * Named points at which a crash test may kill this process. Without AIDESIGN_FAULT nothing happens. The form
 * is `name` or `name:count` (the process kills itself, as kill -9 would, when the point is passed the
 * count-th time).
 */
const [wanted, times = '1'] = (process.env['AIDESIGN_FAULT'] ?? '').split(':');
let left = Number(times);

export type FaultPoint =
  | 'before-append'
  | 'after-append'
  | 'before-commit'
  | 'after-commit'
  /** A part of a batch has failed for good and is rolled back; its halves come next. */
  | 'between-bisections'
  /** An effect's row is committed, its job is not in Redis. */
  | 'after-intent'
  /** The job is in Redis, the row does not say so. */
  | 'after-bell'
  | 'after-take'
  /** The effect is done or given up, its row does not say so. */
  | 'before-finish'
  /** The attempt is in the log, the provider was not asked. */
  | 'before-call'
  /** The provider answered, the log does not say so. */
  | 'after-call'
  /** The log holds the outcome, the effect is not finished. */
  | 'after-outcome'
  /** The tables of a build are there, and empty. */
  | 'build-prepared'
  /** A chunk of the history is committed. */
  | 'build-chunk'
  | 'build-indexed'
  /** Followers may keep the build up to date. */
  | 'build-handed-over'
  /** The views read the other version, nobody knows it yet. */
  | 'before-swap'
  | 'after-swap'
  /** A projection is followed in other parts from the commit that comes next, or came. */
  | 'before-division'
  | 'after-division';

export const fault = (point: FaultPoint): void => {
  if (point !== wanted) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};
