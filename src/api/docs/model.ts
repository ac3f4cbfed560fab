import { z } from 'zod';

/** The parts of JSON Schema that routes use. */
const jsonSchema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).default([]),
  get properties() {
    return z.record(z.string(), jsonSchema).optional();
  },
  get items() {
    return jsonSchema.optional();
  },
  get anyOf() {
    return z.array(jsonSchema).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), jsonSchema]).optional();
  },
});

const content = z.record(z.string(), z.object({ schema: jsonSchema })).default({});

const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  description: z.string().default(''),
  schema: jsonSchema,
});

const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.tuple([z.string()]),
  security: z.array(z.unknown()),
  'x-also-served-at': z.array(z.string()).default([]),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content })),
});

const document = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), jsonSchema) }),
});

export type JsonSchema = z.output<typeof jsonSchema>;
export type Schemas = Readonly<Record<string, JsonSchema>>;
export type Parameter = z.output<typeof parameter>;

export interface Operation extends z.output<typeof operation> {
  readonly method: string;
  readonly path: string;
}

export interface Documented {
  readonly title: string;
  readonly version: string;
  readonly schemas: Schemas;
  /** Operations by tag, in the order in which the document names them. */
  readonly tags: ReadonlyMap<string, readonly Operation[]>;
}

/** What the page shows of an OpenAPI document. Throws a ZodError for one that `openApiOf` would not make. */
export const readDocument = (schema: Readonly<Record<string, unknown>>): Documented => {
  const { info, paths, components } = document.parse(schema);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]): Operation => ({
      ...each,
      path,
      method: method.toUpperCase(),
    })),
  );
  const tags = new Map<string, Operation[]>();
  for (const each of operations) tags.set(each.tags[0], [...(tags.get(each.tags[0]) ?? []), each]);
  return { ...info, schemas: components.schemas, tags };
};

const COMPONENT = '#/components/schemas/';

/** Name of the component a schema refers to; undefined when it describes itself. */
export const componentOf = ({ $ref }: JsonSchema): string | undefined =>
  $ref?.startsWith(COMPONENT) === true ? $ref.slice(COMPONENT.length) : undefined;

export const jsonIn = (body: { readonly content: z.output<typeof content> }): JsonSchema | undefined =>
  body.content['application/json']?.schema;
