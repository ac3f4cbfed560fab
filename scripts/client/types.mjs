// TypeScript types of the schemas of an OpenAPI document and of those its operations declare in place.
import { compile } from 'json-schema-to-typescript';

const isObject = (value) => typeof value === 'object' && value !== null;
const isNever = (value) => isObject(value) && isObject(value.not) && Object.keys(value.not).length === 0;

const isEmptyObject = ({ type, properties = {}, additionalProperties = false }) =>
  type === 'object' && Object.keys(properties).length === 0 && additionalProperties === false;

/** What says nothing about types is left out; a schema that nothing fits is `never`. */
const IDLE = new Set([
  '$id',
  'id',
  'title',
  'default',
  'examples',
  'propertyNames',
  'pattern',
  'format',
  'minItems',
  'maxItems',
]);

const keyword = ([name, value]) => {
  if (name === '$ref') return [name, value.replace('#/components/schemas/', '#/definitions/')];
  if (name === 'properties')
    return [name, Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]))];
  return [name, plain(value)];
};

const plain = (value) => {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  if (isNever(value)) return { tsType: 'never' };
  if (isEmptyObject(value)) return { tsType: 'Record<string, never>' };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !IDLE.has(name))
      .map(keyword),
  );
};

const OPTIONS = {
  bannerComment: '',
  format: false,
  // What a request may not say is not in its type; answers that may say more declare it.
  additionalProperties: false,
  ignoreMinAndMaxItems: true,
  unreachableDefinitions: true,
};

/** Remarks of the compiler about where a schema stands: they say nothing about it. */
const REFERENCED =
  /(?:^\/\*\*\n| \*\n)? \* This interface was referenced by `NoSchema`'s JSON-Schema\n \* via the `definition` "\w+"\.\n(?: \*\/\n)?/gm;

const sorted = (entries) => [...entries].sort(([one], [other]) => (one < other ? -1 : 1));

/** types.ts: one exported type for each schema. Throws for two schemas of one name. */
export const typesText = async (document, operations) => {
  const own = operations
    .flatMap(({ inputs, answers }) => [...inputs, ...answers])
    .flatMap((each) => each.own);
  const all = [...Object.entries(document.components.schemas), ...own];
  const names = all.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`Two schemas are called ${twice}.`);
  const definitions = Object.fromEntries(sorted(all).map(([name, schema]) => [name, plain(schema)]));
  const text = await compile({ type: 'object', definitions }, 'NoSchema', OPTIONS);
  return text.replace(/^export interface NoSchema \{\s*\}$/m, '').replace(REFERENCED, '');
};
