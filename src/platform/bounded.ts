/** So many tasks at once, and so many more that wait. */
export interface Bounds {
  readonly running: number;
  readonly waiting: number;
  /** Thrown for one more. */
  readonly refusal: () => Error;
}

export type Bounded = <T>(task: () => Promise<T>) => Promise<T>;

/** Runs tasks in the order they came, within the bounds; one too many is refused at once. */
export const bounded = ({ running, waiting, refusal }: Bounds): Bounded => {
  let active = 0;
  const queue: (() => void)[] = [];
  const turn = (): Promise<void> => {
    if (active < running) {
      active += 1;
      return Promise.resolve();
    }
    if (queue.length >= waiting) return Promise.reject(refusal());
    return new Promise((resolve) => queue.push(resolve));
  };
  /** The place goes to whoever waits longest. */
  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else active -= 1;
  };
  return async (task) => {
    await turn();
    try {
      return await task();
    } finally {
      leave();
    }
  };
};
