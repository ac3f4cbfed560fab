import { schemaAnchor } from './anchors.js';
import { html, joined, type Part } from '#platform/html.js';
import { componentOf, type JsonSchema } from './model.js';

const literal = (value: unknown): Part => html`<code>${JSON.stringify(value)}</code>`;

const objectType = ({ properties, additionalProperties }: JsonSchema): Part => {
  if (properties || typeof additionalProperties !== 'object') return 'object';
  const isFree = Object.values(additionalProperties).every(
    (each) => Array.isArray(each) && each.length === 0,
  );
  return isFree ? 'any object' : ['object of ', typeText(additionalProperties)];
};

const namedType = (schema: JsonSchema, type: string): Part => {
  if (type === 'array') return schema.items ? ['array of ', typeText(schema.items)] : 'array';
  if (type === 'object') return objectType(schema);
  return schema.format ?? type;
};

/** The type of a value in words: `integer`, `date-time or null`, `array of Project` with a link. */
export const typeText = (schema: JsonSchema): Part => {
  const component = componentOf(schema);
  if (component !== undefined) return html`<a href="#${schemaAnchor(component)}">${component}</a>`;
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return joined(schema.enum.map(literal), ' or ');
  if (schema.anyOf) return joined(schema.anyOf.map(typeText), ' or ');
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length === 0) return 'anything';
  return joined(
    types.map((type) => namedType(schema, type)),
    ' or ',
  );
};

const range = (least: number | undefined, most: number | undefined, unit: string): string => {
  if (least !== undefined && most !== undefined) {
    return least === most ? `exactly ${least}${unit}` : `${least} to ${most.toLocaleString('en')}${unit}`;
  }
  if (most !== undefined) return `at most ${most.toLocaleString('en')}${unit}`;
  return least === undefined ? '' : `at least ${least}${unit}`;
};

/** Integers are all below 2^53: saying so at each of them helps nobody. */
const knownMaximum = ({ maximum }: JsonSchema): number | undefined =>
  maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;

/** What a value must keep to besides its type. A pattern is left out where the format says the same. */
export const limitsText = (schema: JsonSchema): Part => {
  const limits: Part[] = [
    range(schema.minLength, schema.maxLength, ' characters'),
    range(schema.minItems, schema.maxItems, ' items'),
    range(schema.minimum, knownMaximum(schema), ''),
    schema.pattern !== undefined &&
      schema.format === undefined &&
      html`matches <code>${schema.pattern}</code>`,
    schema.default !== undefined && ['default ', literal(schema.default)],
  ];
  const items = schema.items && componentOf(schema.items) === undefined ? limitsText(schema.items) : '';
  const all = [...limits, items !== '' && ['each: ', items]].filter((each) => each !== '' && each !== false);
  return all.length === 0 ? '' : joined(all, ', ');
};
