// SCAN over all keys. A cursor is the number of the next key in the order of their making, so that keys made
// or removed meanwhile never hide one that was there all the time. Where a walk stopped is remembered for the
// last walks only; any other cursor costs a walk from the start.
const REMEMBERED = 32;

type Numbered = Readonly<{ seq: number }>;
type Walk<E> = Iterator<readonly [string, E], unknown>;

export const createScans = <E extends Numbered>(entries: ReadonlyMap<string, E>) => {
  const walks = new Map<number, Walk<E>>();

  const walkFrom = (cursor: number): Walk<E> => {
    const remembered = walks.get(cursor);
    // Its place moves now: another caller with the same cursor starts for itself.
    walks.delete(cursor);
    return remembered ?? entries.entries();
  };
  const remember = (cursor: number, walk: Walk<E>): void => {
    walks.set(cursor, walk);
    const [oldest] = walks.keys();
    if (walks.size > REMEMBERED && oldest !== undefined) walks.delete(oldest);
  };

  /** About `count` keys from `cursor` on (0: the start); the next cursor is 0 at the end. */
  const scan = (cursor: number, count: number): Readonly<{ cursor: number; keys: readonly string[] }> => {
    const walk = walkFrom(cursor);
    const keys: string[] = [];
    for (let step = walk.next(); step.done !== true; step = walk.next()) {
      const [key, { seq }] = step.value;
      if (seq < cursor) continue;
      keys.push(key);
      if (keys.length >= count) {
        remember(seq + 1, walk);
        return { cursor: seq + 1, keys };
      }
    }
    return { cursor: 0, keys };
  };
  return { scan };
};
