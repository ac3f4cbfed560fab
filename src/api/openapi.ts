import { z } from 'zod';
import { keyNeedOf } from './access/key-needs.js';
import { ERRORS } from './errors.js';
import type { RequestHeader, Route } from './route.js';
import { failure } from './schemas/common.js';
import { documentedPath, spellings } from './spellings.js';

type Json = Record<string, unknown>;

const TITLE = 'AI Design Tool API';
const COMPONENTS = '#/components/schemas/';

/**
 * Digits of a path or a query are documented as the integer they stand for: then the pattern says nothing
 * more.
 */
const plainIntegers = ({ jsonSchema }: { jsonSchema: { type?: unknown; pattern?: unknown } }): void => {
  if (jsonSchema.type === 'integer') delete jsonSchema.pattern;
};

/** JSON Schema of a zod schema; its named parts go to `components`. */
const schemaOf = (components: Json, schema: z.ZodType, io: 'input' | 'output'): Json => {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: plainIntegers }) as Json;
  const text = JSON.stringify(made).replaceAll('"#/$defs/', `"${COMPONENTS}`);
  const { $schema: _dialect, $defs = {}, id, ...rest } = JSON.parse(text) as Json & { id?: string };
  Object.assign(components, $defs);
  if (id === undefined) return rest;
  components[id] = rest;
  return { $ref: `${COMPONENTS}${id}` };
};

const json = (schema: Json): Json => ({ 'application/json': { schema } });

const parametersOf = (components: Json, schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(components, schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, each]) => {
    const { description, ...rest } = each;
    const needed = place === 'path' || required.includes(name);
    return { name, in: place, required: needed, ...(description ? { description } : {}), schema: rest };
  });
};

const headerParameter = ({ name, describes }: RequestHeader): Json => ({
  name,
  in: 'header',
  required: false,
  description: describes,
  schema: { type: 'string' },
});

const HEADERS: readonly Json[] = [
  {
    name: 'Idempotency-Key',
    describes: 'Any text of 1 to 255 characters; a retry with the same key gets the same answer',
  },
  { name: 'If-Match', describes: 'ETag seen last; another state answers 412' },
].map(headerParameter);

const POSITION: Json = {
  name: 'X-Min-Event-Position',
  in: 'header',
  required: false,
  description: 'X-Event-Position of an earlier answer: this answer shows at least that much',
  schema: { type: 'string', pattern: '^\\d{1,19}$' },
};

const headerParameters = (route: Route): readonly Json[] => {
  const own = (route.headers ?? []).map(headerParameter);
  if (route.method !== 'GET') return [...HEADERS, ...own];
  return route.reads ? [POSITION, ...own] : own;
};

const outcomeOf = (status: string): string => {
  if (status === '204') return 'Done, nothing to say';
  return status.startsWith('2') ? 'Done' : 'Not possible at the moment';
};

const responsesOf = (components: Json, { responses }: Route): Json => {
  const answers = Object.entries(responses).map(([status, schema]) => [
    status,
    schema
      ? { description: outcomeOf(status), content: json(schemaOf(components, schema, 'output')) }
      : { description: outcomeOf(status) },
  ]);
  const failed = {
    description: 'Refused or failed: see `code`',
    content: json(schemaOf(components, failure, 'output')),
  };
  return { ...(Object.fromEntries(answers) as Json), default: failed };
};

/** Set where `timed_out` is not to be expected. */
const WAITS =
  'Waits on purpose, within a limit of its own: it is not answered `timed_out` as other requests are.';

/** Bearer token or, where the route's need is a scope, an API key with it. */
const securityOf = (route: Route): readonly Json[] => {
  if (route.policy === 'public') return [];
  const need = keyNeedOf(route);
  return need === 'session' ? [{ bearer: [] }] : [{ bearer: [] }, { apiKey: [need] }];
};

const operationOf = (components: Json, route: Route): Json => ({
  operationId: route.name,
  summary: route.summary,
  ...(route.waits === true ? { description: WAITS } : {}),
  tags: [route.tag],
  security: securityOf(route),
  'x-also-served-at': spellings(route).slice(1),
  parameters: [
    ...parametersOf(components, route.params, 'path'),
    ...parametersOf(components, route.query, 'query'),
    ...headerParameters(route),
  ],
  ...(route.body ? { requestBody: { content: json(schemaOf(components, route.body, 'input')) } } : {}),
  responses: responsesOf(components, route),
});

const codesTable = (): string =>
  Object.entries(ERRORS)
    .map(([code, { status, hint }]) => `- \`${code}\` (${status}): ${hint}`)
    .join('\n');

/** The OpenAPI 3.1 document of a route table: the routes are its only source. */
export const openApiOf = (routes: readonly Route[]): Json => {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = documentedPath(route).replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(components, route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: TITLE, version: '2.0.0', description: `Error codes:\n\n${codesTable()}` },
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
  };
};
