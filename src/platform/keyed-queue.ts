/**
 * Runs tasks of one key strictly one after another, tasks of different keys at once. A failed task does not
 * stop the next.
 */
export interface KeyedQueue {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
}

export const keyedQueue = (): KeyedQueue => {
  const tails = new Map<string, Promise<void>>();
  return {
    run: (key, task) => {
      const before = tails.get(key) ?? Promise.resolve();
      const result = before.then(task);
      const settled = (): void => {
        if (tails.get(key) === tail) tails.delete(key);
      };
      const tail: Promise<void> = result.then(settled, settled);
      tails.set(key, tail);
      return result;
    },
  };
};
