// Chance that repeats: the same words give the same sequence of numbers on every machine and in every
// release. Not for secrets.

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
const GOLDEN = 0x9e3779b9;
const FULL = 2 ** 32;

/** 32 bits that depend on every character (FNV-1a over UTF-16). */
export const hashOf = (text: string): number => {
  let hash = OFFSET;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  }
  return hash >>> 0;
};

const mixed = (state: number): number => {
  let bits = state;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
};

export type Random = Readonly<{
  /** From 0 up to, not including, 1. */
  next: () => number;
  between: (low: number, high: number) => number;
  /** Whole numbers, both ends included. */
  int: (low: number, high: number) => number;
  /** One of the list, which must not be empty. */
  pick: <Item>(list: readonly Item[]) => Item;
  chance: (probability: number) => boolean;
  shuffled: <Item>(list: readonly Item[]) => readonly Item[];
}>;

const pickFrom = <Item>(list: readonly Item[], next: () => number): Item => {
  const index = Math.floor(next() * list.length);
  for (const item of list.slice(index, index + 1)) return item;
  throw new RangeError('nothing to pick from');
};

/** A sequence of its own for every seed text. */
export const randomFrom = (seed: string): Random => {
  let state = hashOf(seed);
  const next = (): number => {
    state = (state + GOLDEN) >>> 0;
    return mixed(state) / FULL;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => pickFrom(list, next),
    chance: (probability) => next() < probability,
    shuffled: (list) =>
      list
        .map((item) => ({ item, order: next() }))
        .sort((a, b) => a.order - b.order)
        .map(({ item }) => item),
  };
};
