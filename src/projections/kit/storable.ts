import type { JsonObject, JsonValue } from '#domain/kit/json.js';
import type { Row } from './table.js';

const NUL = '\0';
const REPLACEMENT = '\uFFFD';

/** False: there is nothing to replace, as in nearly every event; a rebuild asks it of all. */
const holdsNul = (value: JsonValue): boolean => {
  if (typeof value === 'string') return value.includes(NUL);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value as JsonObject).some(holdsNul);
};

const withoutNul = (value: JsonValue): JsonValue => {
  if (typeof value === 'string') return value.replaceAll(NUL, REPLACEMENT);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(withoutNul);
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withoutNul(field)]));
};

/**
 * The row without undefined fields, and with the one character that Postgres cannot store (U+0000) replaced:
 * what is legal in the log must never stop a projection. Names of fields are those of columns.
 */
export const storableRow = (fields: object): Row => {
  const row: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(fields as Record<string, JsonValue | undefined>))
    if (value !== undefined) row[name] = holdsNul(value) ? withoutNul(value) : value;
  return row;
};
