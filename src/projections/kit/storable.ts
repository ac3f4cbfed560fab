import type { JsonValue } from '#domain/kit/json.js';
import type { Row } from './table.js';

const NUL = /\0/g;
const REPLACEMENT = '\uFFFD';

const storableList = (items: readonly JsonValue[]): JsonValue => items.map(storable);

const storable = (value: JsonValue): JsonValue => {
  if (typeof value === 'string') return value.replace(NUL, REPLACEMENT);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return storableList(value);
  return storableRow(value);
};

/**
 * The row without undefined fields, and with the one character that Postgres cannot store (U+0000) replaced: what is
 * legal in the log must never stop a projection.
 */
export const storableRow = (fields: object): Row => {
  const defined = Object.entries(fields as Record<string, JsonValue | undefined>).flatMap(
    ([name, value]): [string, JsonValue][] => (value === undefined ? [] : [[name, storable(value)]]),
  );
  return Object.fromEntries(defined);
};
