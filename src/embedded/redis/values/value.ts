import type { Deque } from './deque.js';
import type { SortedSet } from './sorted-set.js';

/** What a key can hold, by the name TYPE tells. */
export interface Values {
  string: string;
  list: Deque;
  hash: Map<string, string>;
  set: Set<string>;
  zset: SortedSet;
}

export type Kind = keyof Values;
export type Value = { [K in Kind]: Readonly<{ kind: K; value: Values[K] }> }[Kind];

/** Collections without elements do not exist. */
export const isEmpty = (value: Value): boolean => {
  switch (value.kind) {
    case 'string':
      return false;
    case 'list':
      return value.value.length === 0;
    case 'hash':
    case 'set':
    case 'zset':
      return value.value.size === 0;
  }
};
