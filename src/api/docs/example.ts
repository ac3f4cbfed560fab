import { componentOf, jsonIn, type JsonSchema, type Operation, type Schemas } from './model.js';

const ORIGIN = 'http://localhost:8000';

const DESIGN = { version: '5.3.0', objects: [{ type: 'rect', left: 40, top: 40, fill: '#4f46e5' }] };

/** Values that tell more than `"text"` does, or that are more than `"text"` has to be. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  email: 'ada@example.com',
  username: 'ada',
  password: 'sesame-street-7',
  name: 'Ada Lovelace',
  refresh: '$REFRESH',
  token: '$TOKEN',
  version_number: 1,
  new_password: 'sesame-street-8',
  design_data: DESIGN,
  current_design: DESIGN,
};

/** Values of types that need no name to be guessed; the others are numbers. */
const PLAIN: Readonly<Record<string, unknown>> = {
  string: 'text',
  boolean: true,
  array: [],
  object: {},
  '': 'text',
};

const sampleOf = (name: string, schema: JsonSchema): unknown => {
  if (name in SAMPLES) return SAMPLES[name];
  if (schema.enum) return schema.enum[0];
  const [type = ''] = [schema.type].flat();
  return type in PLAIN ? PLAIN[type] : (schema.minimum ?? 1);
};

/** Fields that one of several is needed of: the usual one is shown. */
const USUAL = new Set(['username', 'code']);

/** Fields that make a request worth sending. */
const fieldsShown = ({ properties = {}, required }: JsonSchema): readonly [string, JsonSchema][] => {
  const all = Object.entries(properties);
  const chosen = all.filter(([name]) => required.includes(name) || USUAL.has(name));
  return chosen.length > 0 ? chosen : all.slice(0, 1);
};

const resolved = (schema: JsonSchema, schemas: Schemas): JsonSchema => {
  const component = componentOf(schema);
  return (component === undefined ? undefined : schemas[component]) ?? schema;
};

const inQuotes = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A variable of the shell must stand outside the single quotes around the body. */
const withVariables = (quoted: string): string => quoted.replace(/\$(?:REFRESH|TOKEN)/g, `'"$&"'`);

const sampleBody = (operation: Operation, schemas: Schemas): string | undefined => {
  const schema = operation.requestBody && jsonIn(operation.requestBody);
  if (!schema) return undefined;
  const fields = fieldsShown(resolved(schema, schemas)).map(([name, each]) => [name, sampleOf(name, each)]);
  return fields.length === 0 ? undefined : JSON.stringify(Object.fromEntries(fields));
};

/** A call of the operation as a shell command of curl; `$TOKEN` is the access token. */
export const curlExample = (operation: Operation, schemas: Schemas): string => {
  const path = operation.path.replace(/\{(\w+)\}/g, '1234567890123');
  const body = sampleBody(operation, schemas);
  const method = operation.method === 'GET' ? '' : ` -X ${operation.method}`;
  const lines = [
    `curl${method} ${inQuotes(`${ORIGIN}${path}`)}`,
    ...(operation.security.length > 0 ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`]),
    ...(body === undefined ? [] : [`-d ${withVariables(inQuotes(body))}`]),
  ];
  return lines.join(' \\\n  ');
};
