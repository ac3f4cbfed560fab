// Named points at which a test kills or freezes this process. Promises: without AIDESIGN_FAULT they do nothing
// and cost one comparison. The form is `name`, `name:count` (the process kills itself, as kill -9 would, when
// the point is passed the count-th time) or `name:count:freeze` (it stands still, as SIGSTOP would). A name
// nobody declared is refused at the start: a misspelt crash test would test nothing.

/** Every step between which a process may die, by what it is a step of. Each has a crash test. */
export const FAULT_POINTS = {
  append: ['before-append', 'after-append'],
  batch: [
    'after-begin',
    // Rows and checkpoint are sent; nobody knows whether Postgres takes them.
    'after-rows',
    'before-commit',
    // COMMIT is sent, its answer is not there.
    'commit-sent',
    'after-commit',
  ],
  // A part of a batch has failed for good and is rolled back; its halves come next.
  parking: ['between-bisections'],
  // A projection is followed in other parts from the commit that comes next, or came.
  division: ['before-division', 'after-division'],
  effect: [
    // The row is committed, its job is not in Redis.
    'after-intent',
    // The job is in Redis, the row does not say so.
    'after-bell',
    'after-take',
    // The effect is done or given up, its row does not say so.
    'before-finish',
    'after-finish',
  ],
  generation: [
    // The attempt is in the log, the provider was not asked.
    'before-call',
    // The provider answered, the log does not say so.
    'after-call',
    // The log holds the outcome, the effect is not finished.
    'after-outcome',
  ],
  mail: [
    'before-send',
    // The server took the mail, the log does not say so.
    'after-send',
    'after-delivery',
  ],
  build: [
    // The tables of a build are there, and empty.
    'build-prepared',
    // A chunk of the history is committed.
    'build-chunk',
    'build-indexed',
    // Followers may keep the build up to date.
    'build-handed-over',
    'build-compared',
    // The views are turned, not committed.
    'before-swap',
    // They read the other version, nobody knows it yet.
    'after-swap',
  ],
} as const;

export type FaultPoint = (typeof FAULT_POINTS)[keyof typeof FAULT_POINTS][number];

const [wanted = '', times = '1', how = 'kill'] = (process.env['AIDESIGN_FAULT'] ?? '').split(':');
let left = Number(times);

const isDeclared = (name: string): boolean =>
  Object.values(FAULT_POINTS).some((points: readonly string[]) => points.includes(name));

if (wanted !== '' && !isDeclared(wanted)) throw new TypeError(`There is no fault point "${wanted}".`);

/** At this point. */
export const fault = (point: FaultPoint): void => {
  if (point !== wanted) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, how === 'freeze' ? 'SIGSTOP' : 'SIGKILL');
};

/** When what was sent so far is on its way, and before any answer to it is seen. */
export const faultOnceSent = (point: FaultPoint): void => {
  if (point === wanted) setImmediate(() => fault(point));
};
