import type { JsonObject, JsonValue } from '../kit/json.js';

const lengthOf = (value: JsonValue | undefined): number => (Array.isArray(value) ? value.length : 0);

const entriesNamedObjects = (value: JsonValue): number => {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).reduce<number>(
      (sum, inner) => sum + entriesNamedObjects(inner),
      0,
    );
  }
  return Object.entries(value as JsonObject).reduce(
    (sum, [key, inner]) => sum + (key === 'objects' ? lengthOf(inner) : 0) + entriesNamedObjects(inner),
    0,
  );
};

/**
 * How many things a design shows: the entries of every `objects` array, groups and their members alike, and
 * of the arrays `components` and `elements` at the top level, which older editors write.
 */
export const countObjects = (design: JsonObject): number =>
  entriesNamedObjects(design) + lengthOf(design['components']) + lengthOf(design['elements']);
