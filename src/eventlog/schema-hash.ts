import { z } from 'zod';
import { subjectOf } from '#domain/kit/personal.js';
import type { EventDefinition } from '#domain/kit/event.js';
import { canonicalJson } from '#platform/canonical-json.js';
import { sha256 } from '#platform/hash.js';

/** Lists whose order says nothing. */
const UNORDERED = new Set(['enum', 'required']);

/** The same shape, written in one way only. */
const normalised = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]): [string, unknown] => {
    const inner = normalised(field);
    return [name, UNORDERED.has(name) && Array.isArray(inner) ? [...(inner as unknown[])].sort() : inner];
  });
  return Object.fromEntries(fields);
};

/**
 * SHA-256 of what an event's data may be: its JSON Schema in canonical form, and which fields are personal
 * and of whom. The order of fields does not matter. Throws for a schema that JSON Schema cannot express.
 */
export const schemaHash = ({ data }: Pick<EventDefinition, 'data'>): string => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(data);
  const personal = Object.entries(data.shape).flatMap(([name, field]) => {
    const subject = subjectOf(field);
    return subject === undefined ? [] : [[name, subject]];
  });
  return sha256(canonicalJson(normalised({ schema, personal: Object.fromEntries(personal) })));
};

/** SHA-256 of an example of stored data, however its file is laid out. */
export const exampleHash = (example: unknown): string => sha256(canonicalJson(example));
