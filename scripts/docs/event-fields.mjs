// The fields of an event's data, read from its zod schema.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = join(import.meta.dirname, '..', '..', 'dist', 'src', 'domain', 'kit');
const { subjectOf } = await import(pathToFileURL(join(dist, 'personal.js')).href);
const { digest, instant, integerId } = await import(pathToFileURL(join(dist, 'values.js')).href);

const KNOWN = new Map([
  [digest, 'digest'],
  [instant, 'instant'],
  [integerId, 'id'],
]);

/** The names of the fields of an inner object. */
const objectText = ({ shape }) =>
  `{ ${Object.entries(shape)
    .map(([name, { def }]) => (def.type === 'optional' ? `${name}?` : name))
    .join(', ')} }`;

const integerText = (schema) => {
  const { minimum, exclusiveMinimum } = schema.toJSONSchema();
  const from = exclusiveMinimum === undefined ? minimum : exclusiveMinimum + 1;
  return from === undefined || from < 0 ? 'integer' : `integer from ${from}`;
};

/** A type in words. Throws for one it has no words for. */
const typeText = (schema) => {
  const known = KNOWN.get(schema);
  if (known !== undefined) return known;
  const { def } = schema;
  switch (def.type) {
    case 'string':
      return schema.format === 'uuid' ? 'UUID' : 'text';
    case 'number':
      return integerText(schema);
    case 'boolean':
      return 'true or false';
    case 'enum':
      return Object.values(def.entries)
        .map((entry) => `\`${entry}\``)
        .join(', ');
    case 'array':
      return `list: ${typeText(def.element)}`;
    case 'nullable':
      return `${typeText(def.innerType)}, or null`;
    case 'optional':
      return `${typeText(def.innerType)}, optional`;
    case 'object':
      return objectText(schema);
    case 'record':
      return 'JSON object';
    case 'union':
      // A personal value: the value or the stand-in for an erased one.
      return typeText(def.options[0]);
    default:
      throw new Error(`scripts/docs/event-fields.mjs has no words for a schema of type ${def.type}.`);
  }
};

/** {name, type, subject} of every field; `subject` names the field with the person, if it is personal. */
export const fieldsOf = ({ shape }) =>
  Object.entries(shape).map(([name, schema]) => ({
    name,
    type: typeText(schema),
    subject: subjectOf(schema),
  }));
