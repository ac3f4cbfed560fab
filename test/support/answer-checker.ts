import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** What of an answer is checked. */
export interface Checked {
  readonly status: number;
  readonly body: unknown;
}

type Schema = Record<string, unknown>;
export interface OpenApiDocument {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Schema }>; 'x-also-served-at': string[] }>
  >;
  readonly components: Schema;
}

const PREFIX = /^\/(?:api\/v1|api|v1)(?=\/)/;
const plain = (path: string): string => path.replace(PREFIX, '').replace(/\/$/, '');

const operationsOf = ({ paths }: OpenApiDocument) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      responses: operation.responses,
      patterns: [path, ...operation['x-also-served-at']].map(
        (each) => new RegExp(`^${plain(each).replace(/\{\w+\}|:\w+/g, '[^/]+')}$`),
      ),
      fixed: !path.includes('{'),
    })),
  );

/**
 * The schema that the document declares for an answer; null: no JSON is declared. Throws when nothing is
 * declared.
 */
const declaredSchema = (document: OpenApiDocument) => {
  const operations = operationsOf(document);
  return (method: string, path: string, status: number): Schema | null => {
    const found = operations
      .filter((each) => each.method === method && each.patterns.some((pattern) => pattern.test(plain(path))))
      .sort((one, other) => Number(other.fixed) - Number(one.fixed))[0];
    if (!found && status >= 400) return { $ref: '#/components/schemas/Failure' };
    const response =
      found?.responses[String(status)] ?? (status >= 400 ? found?.responses['default'] : undefined);
    if (!response) throw new Error(`${method} ${path} answered ${status}, which is not declared.`);
    return (response.content?.['application/json'] as { schema: Schema } | undefined)?.schema ?? null;
  };
};

/**
 * Throws when an answer is not what the document declares for the operation: an undeclared field or status
 * fails.
 */
export const answerChecker = (document: OpenApiDocument) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'doc', components: document.components });
  const schemaOf = declaredSchema(document);
  const compiled = new Map<string, ValidateFunction>();
  return (method: string, path: string, { status, body }: Checked): void => {
    const schema = schemaOf(method, path, status);
    if (schema === null) return;
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"doc#/components/');
    const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text) as Schema);
    compiled.set(text, validate);
    if (!validate(body)) throw new Error(`${method} ${path} ${status}: ${ajv.errorsText(validate.errors)}`);
  };
};
