import type { JsonObject, JsonValue } from '#domain/kit/json.js';

/** One place in which two values differ. */
export interface Difference {
  /** Names from the outside in; `[]` stands for any element of a list. Empty: the whole. */
  readonly path: readonly string[];
  /** Undefined: it was not there. */
  readonly before: JsonValue | undefined;
  /** Undefined: it is not there any more. */
  readonly after: JsonValue | undefined;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Elements that the other list does not hold as often. */
const without = (list: readonly JsonValue[], other: readonly JsonValue[]): readonly JsonValue[] => {
  const left = new Map<string, number>();
  for (const each of other) {
    const text = JSON.stringify(each);
    left.set(text, (left.get(text) ?? 0) + 1);
  }
  return list.filter((each) => {
    const text = JSON.stringify(each);
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
};

const inLists = (
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  path: readonly string[],
): readonly Difference[] => {
  const place = [...path, '[]'];
  const gone = without(before, after);
  const come = without(after, before);
  if (gone.length === 0 && come.length === 0 && JSON.stringify(before) !== JSON.stringify(after))
    return [{ path, before: [...before], after: [...after] }];
  return [
    ...gone.map((value) => ({ path: place, before: value, after: undefined })),
    ...come.map((value) => ({ path: place, before: undefined, after: value })),
  ];
};

/**
 * Where two JSON values differ: field by field; of lists, the elements that only one of them holds (or the
 * whole lists, when only the order is another). Names in the order of the alphabet.
 */
export const differences = (
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly string[] = [],
): readonly Difference[] => {
  if (Array.isArray(before) && Array.isArray(after)) return inLists(before, after, path);
  if (!isObject(before) || !isObject(after))
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before, after].map((side) => (Object.hasOwn(side, name) ? side[name] : undefined));
    return differences(was, is, [...path, name]);
  });
};
