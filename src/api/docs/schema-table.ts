import { html, type Html, type Part } from '#platform/html.js';
import type { JsonSchema } from './model.js';
import { limitsText, typeText } from './type-text.js';

interface Field {
  /** Names of the objects around it, such as `profile.` or `errors[].`. */
  readonly prefix: string;
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** The object written out inside a field, and how a path goes on into it. */
const inner = (schema: JsonSchema): { readonly step: string; readonly object: JsonSchema } | undefined => {
  if (schema.properties) return { step: '.', object: schema };
  return schema.items?.properties ? { step: '[].', object: schema.items } : undefined;
};

/** Fields of an object, those of objects written out inside it right after the field that holds them. */
export const fieldsOf = ({ properties = {}, required }: JsonSchema, prefix = ''): readonly Field[] =>
  Object.entries(properties).flatMap(([name, schema]) => {
    const nested = inner(schema);
    const field: Field = { prefix, name, schema, required: required.includes(name) };
    return nested ? [field, ...fieldsOf(nested.object, `${prefix}${name}${nested.step}`)] : [field];
  });

/** Which way the data goes: people want to know what they must send, and what they can count on. */
export type Direction = 'sent' | 'answered';

const WORDS = {
  sent: { heading: 'Required', yes: 'required', no: 'optional', notable: 'required' },
  answered: { heading: 'Present', yes: 'always', no: 'sometimes', notable: 'sometimes' },
} as const;

const row = (
  { prefix, name, schema, required }: Field,
  { yes, no, notable }: (typeof WORDS)[Direction],
): Html => {
  const word = required ? yes : no;
  return html`<tr>
    <th scope="row">
      <code><span class="prefix">${prefix}</span>${name}</code>
    </th>
    <td class="type">${typeText(schema)}</td>
    <td><span class="${word === notable ? 'notable' : 'usual'}">${word}</span></td>
    <td class="limits">${limitsText(schema)}</td>
  </tr> `;
};

/** The fields of an object as a table; a sentence for what has none. */
export const schemaTable = (schema: JsonSchema, direction: Direction): Part => {
  const fields = fieldsOf(schema);
  if (fields.length === 0) {
    return html`<p class="quiet">${schema.properties ? 'No fields.' : typeText(schema)}</p>`;
  }
  const words = WORDS[direction];
  return html`<table class="fields cards">
    <thead>
      <tr>
        <th scope="col">Field</th>
        <th scope="col">Type</th>
        <th scope="col">${words.heading}</th>
        <th scope="col">Limits</th>
      </tr>
    </thead>
    <tbody>
      ${fields.map((field) => row(field, words))}
    </tbody>
  </table>`;
};
