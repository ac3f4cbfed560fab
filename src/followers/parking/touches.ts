// What events touch, so that whatever depends on a parked event waits behind it. Two events may pass each
// other where both only count in the same way (every `add` to a row, every `most`); anything else done to a
// row has its place in the order. Rows are named by digests: a park entry tells nothing about them.
import { sha256 } from '#platform/hash.js';
import { subjectOf } from '#projections/kit/apply-changes.js';
import type { Change, RowChange } from '#projections/kit/change.js';
import { keyText, type Table } from '#projections/kit/table.js';

const IN_ORDER = 'order';

/** What is touched, and how: `<digest>:<how>`. */
export type Touch = string;

/** By digest: how it is touched. */
export type Touched = ReadonlyMap<string, string>;

export const touch = (what: string, how: string = IN_ORDER): Touch => `${sha256(what).slice(0, 24)}:${how}`;

const parts = (one: Touch): readonly [what: string, how: string] => {
  const [what = '', how = IN_ORDER] = one.split(':');
  return [what, how];
};

/** True when the second cannot pass the first. */
const inTheWay = (known: string | undefined, how: string): boolean =>
  known !== undefined && (known !== how || how === IN_ORDER);

export const collides = (touched: Touched, touches: readonly Touch[]): boolean =>
  touches.some((one) => {
    const [what, how] = parts(one);
    return inTheWay(touched.get(what), how);
  });

/** Notes what is touched; what is touched in two ways has its place in the order. */
export const note = (touched: Map<string, string>, touches: readonly Touch[]): void => {
  for (const one of touches) {
    const [what, how] = parts(one);
    const known = touched.get(what);
    touched.set(what, known === undefined || known === how ? how : IN_ORDER);
  }
};

const howOf = ({ columns, key }: Table, { op }: RowChange): string => {
  switch (op) {
    case 'add':
    case 'most':
    case 'least':
      return op;
    case 'keep':
      // Members of a set are the same whoever comes first.
      return Object.keys(columns).length === key.length ? op : IN_ORDER;
    case 'put':
    case 'patch':
    case 'remove':
      return IN_ORDER;
  }
};

/** Rows are chosen by a change only where streams share a table: elsewhere they are those of the stream. */
const scopeTouches = (table: Table, change: Change): readonly Touch[] => {
  if (typeof table.writers === 'object' || table.scopes.length === 0) return [];
  const chooses = change.op === 'patchAll' || change.op === 'removeAll';
  return [touch(table.name, chooses ? IN_ORDER : 'rows')];
};

const rowTouches = (table: Table, change: Change): readonly Touch[] => {
  if (change.op === 'patchAll' || change.op === 'removeAll') return [];
  return [touch(table.name + keyText(table, subjectOf(change)), howOf(table, change))];
};

/** What these changes touch. */
export const touchesOf = (tables: ReadonlyMap<string, Table>, changes: readonly Change[]): readonly Touch[] =>
  changes.flatMap((change) => {
    const table = tables.get(change.table);
    return table ? [...rowTouches(table, change), ...scopeTouches(table, change)] : [];
  });
