// The state of all keys as commands, made piece by piece while the keys go on changing.
// Promises: when `isDone`, the pieces given out make exactly the keys as they are at that moment. A key that
// changed after its turn is given out again, removed first. Does not: write anything.
import { encodeCommand } from '../protocol/encode.js';
import type { Keyspace } from '../engine/keyspace.js';
import { dumpEntry } from './dump.js';

const PIECE = 256 * 1024;
// What is given out in the last step, in which nothing else may happen.
const LAST_KEYS = 200;
const MAX_ROUNDS = 3;

export type Compaction = Readonly<{
  changed: (key: string) => void;
  /** The next piece, about 256 KB; undefined when only the last one is missing. */
  next: () => string | undefined;
  /** The rest. */
  last: () => string;
}>;

export const createCompaction = (keys: Keyspace): Compaction => {
  let changed = new Set<string>();
  let walk: Iterator<string, unknown> = keys.entries.keys();
  let rounds = 0;

  const dump = (key: string, again: boolean): string => {
    const entry = keys.entries.get(key);
    // A change since the start: an older state may have been given out.
    const cleared = changed.delete(key) || again ? encodeCommand(['DEL', key]) : '';
    return entry === undefined ? cleared : cleared + dumpEntry(key, entry);
  };
  const next = (): string | undefined => {
    let text = '';
    while (text.length < PIECE) {
      const step = walk.next();
      if (step.done !== true) text += dump(step.value, rounds > 0);
      else if (changed.size <= LAST_KEYS || rounds === MAX_ROUNDS) return text === '' ? undefined : text;
      else {
        rounds += 1;
        walk = changed.values();
        changed = new Set();
      }
    }
    return text;
  };
  const last = (): string => [...changed].map((key) => dump(key, true)).join('');
  return { changed: (key) => changed.add(key), next, last };
};
