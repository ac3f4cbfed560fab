import { withTimer } from './unavailable.js';

/** What the client answers a read with. */
type Reading<Resolved> = AsyncIterable<Resolved> & { cancel(): Promise<void> };

/**
 * What `pick` makes of each event of a reading, without undefined, in its order. Read to its end: the client keeps
 * a reading that was left early, and waits for it when it is disposed of. Throws `NoAnswer` after the time, or what
 * the reading fails with.
 */
export const collected = <Resolved, T>(
  reading: Reading<Resolved>,
  milliseconds: number,
  pick: (resolved: Resolved) => T | undefined,
): Promise<T[]> => {
  const collect = async (): Promise<T[]> => {
    const found: T[] = [];
    for await (const resolved of reading) {
      const one = pick(resolved);
      if (one !== undefined) found.push(one);
    }
    return found;
  };
  // A call that never came to be has nothing to free: what `collect` fails with says why.
  const free = (): void => void reading.cancel().catch(() => undefined);
  return withTimer(collect(), milliseconds, free);
};
