// Wakes those who wait for something to be committed: readers of $all on every commit, readers of one stream
// only when that stream was written. No value is handed over: a woken reader reads from its own cursor.

/** Stops waiting; harmless when already woken. */
export type StopWaiting = () => void;

export interface CommitSignal {
  /** Calls `wake` once, after the next commit that concerns `stream` (undefined = any stream). */
  wait(stream: string | undefined, wake: () => void): StopWaiting;
  /** Wakes whoever waits for these streams, and everyone who waits for all. */
  committed(streams: Iterable<string>): void;
  /** Wakes everyone: the store is closing. */
  wakeAll(): void;
  /** How many are waiting. */
  waiting(): number;
}

type Waiters = Set<() => void>;

const wakeSet = (waiters: Waiters | undefined): void => {
  for (const wake of [...(waiters ?? [])]) wake();
};

export const commitSignal = (): CommitSignal => {
  const all: Waiters = new Set();
  const byStream = new Map<string, Waiters>();

  const setOf = (stream: string | undefined): Waiters => {
    if (stream === undefined) return all;
    const found = byStream.get(stream) ?? new Set();
    byStream.set(stream, found);
    return found;
  };

  const wait = (stream: string | undefined, wake: () => void): StopWaiting => {
    const set = setOf(stream);
    const once = (): void => {
      stop();
      wake();
    };
    const stop = (): void => {
      set.delete(once);
      if (stream !== undefined && set.size === 0 && byStream.get(stream) === set) byStream.delete(stream);
    };
    set.add(once);
    return stop;
  };

  return {
    wait,
    committed: (streams) => {
      if (byStream.size > 0) for (const stream of streams) wakeSet(byStream.get(stream));
      wakeSet(all);
    },
    wakeAll: () => {
      for (const set of [...byStream.values()]) wakeSet(set);
      wakeSet(all);
    },
    waiting: () => [...byStream.values()].reduce((sum, set) => sum + set.size, all.size),
  };
};
