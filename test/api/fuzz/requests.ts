import { brokenBody, chance, hostile, hostileText, pick, valueOf, type Random } from './values.js';

type Schema = Readonly<Record<string, unknown>>;

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const PATHS = [
  '1',
  '0',
  '-1',
  '9007199254740993',
  '%00',
  '%2e%2e',
  '%F0%9F%98%80',
  '$all',
  'a'.repeat(5_000),
];
const TYPES = [
  'application/json',
  'text/plain',
  'application/json; charset=utf-16',
  'multipart/form-data',
  '',
];
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  ['If-Match', ['"0"', 'W/"1"', '*', '"', 'a'.repeat(500)]],
  ['Idempotency-Key', ['key-1', 'a'.repeat(256), ' ', '\u00e9']],
  ['X-Min-Event-Position', ['0', '99999999999999999999', '-1', '1']],
  ['Content-Encoding', ['gzip', 'br', 'nonsense']],
  ['Accept', ['text/html', 'a/b;q=x']],
  ['Last-Event-ID', ['1', 'x']],
];

const resolved = (document: Document) => (schema: Schema) => {
  const name = (typeof schema['$ref'] === 'string' ? schema['$ref'] : '').split('/').at(-1) ?? '';
  return document.components.schemas[name] ?? schema;
};

const pathOf = (random: Random, path: string): string =>
  path.replace(/\{\w+\}/g, () => (chance(random, 0.5) ? '4503599627370497' : pick(random, PATHS)));

const queryOf = (random: Random, document: Document, { parameters }: Operation): string => {
  const asked = parameters
    .filter((parameter) => parameter.in === 'query' && chance(random, 0.5))
    .map(({ name, schema }) => {
      const value = valueOf(random, schema, resolved(document));
      return `${name}=${encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed())}`;
    });
  if (chance(random, 0.1)) asked.push(`${encodeURIComponent(hostileText(random).toWellFormed())}=%ff`);
  return asked.join('&').slice(0, 6_000);
};

const bodyOf = (random: Random, document: Document, { requestBody }: Operation): string | Buffer => {
  const schema = requestBody?.content['application/json'].schema;
  const value = schema ? valueOf(random, schema, resolved(document)) : hostile(random);
  const text = JSON.stringify(value);
  return chance(random, 0.2) ? brokenBody(random, text) : text;
};

const headersOf = (random: Random): Record<string, string> => ({
  'Content-Type': chance(random, 0.85) ? 'application/json' : pick(random, TYPES),
  ...Object.fromEntries(
    HEADERS.filter(() => chance(random, 0.08)).map(([name, values]) => [name, pick(random, values)]),
  ),
});

/** One request for the operation at that place of the document, in its turn. */
export const requestFor = (random: Random, document: Document, turn: number): Sent => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const { method: own, path, operation } = operations[turn % operations.length]!;
  const method = chance(random, 0.1) ? pick(random, METHODS) : own;
  const query = queryOf(random, document, operation);
  const bodiless = method === 'GET' || method === 'HEAD';
  return {
    method,
    path: `${pathOf(random, path)}${query && '?'}${query}`,
    headers: headersOf(random),
    body: bodiless ? undefined : bodyOf(random, document, operation),
  };
};
