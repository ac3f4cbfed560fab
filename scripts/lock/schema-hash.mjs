// What a schema is, as one number: SHA-256 of its JSON Schema in canonical form.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const dist = join(import.meta.dirname, '..', '..', 'dist', 'src');
const built = (...parts) => import(pathToFileURL(join(dist, ...parts)).href);
const { subjectOf } = await built('domain', 'kit', 'personal.js');
const { canonicalJson } = await built('platform', 'canonical-json.js');
const { sha256 } = await built('platform', 'hash.js');

/** Lists whose order says nothing. */
const UNORDERED = new Set(['enum', 'required']);

/** The same shape, written in one way only. */
const normalised = (value) => {
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => {
    const inner = normalised(field);
    return [name, UNORDERED.has(name) && Array.isArray(inner) ? inner.sort() : inner];
  });
  return Object.fromEntries(fields);
};

/**
 * SHA-256 of what an event's data may be: its JSON Schema in canonical form, and which fields are personal and of
 * whom. The order of fields does not matter. Throws for a schema that JSON Schema cannot express.
 */
export const schemaHash = ({ data }) => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(data);
  const personal = Object.entries(data.shape).flatMap(([name, field]) => {
    const subject = subjectOf(field);
    return subject === undefined ? [] : [[name, subject]];
  });
  return sha256(canonicalJson(normalised({ schema, personal: Object.fromEntries(personal) })));
};

/** SHA-256 of an example of stored data, however its file is laid out. */
export const exampleHash = (example) => sha256(canonicalJson(example));
