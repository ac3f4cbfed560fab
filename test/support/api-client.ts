import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or the text of another answer; null when there was no body. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of every shape
  readonly body: any;
}

export interface Call {
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly raw?: string | Buffer;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Schema = Record<string, unknown>;
interface Document {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Schema }>; 'x-also-served-at': string[] }>
  >;
  readonly components: Schema;
}

/** An API client that checks every answer against the server's own OpenAPI document: an undeclared field fails. */
export interface ApiClient {
  readonly url: string;
  call(method: string, path: string, call?: Call): Promise<Answer>;
  get(path: string, call?: Call): Promise<Answer>;
  post(path: string, body?: unknown, call?: Call): Promise<Answer>;
  patch(path: string, body?: unknown, call?: Call): Promise<Answer>;
  delete(path: string, call?: Call): Promise<Answer>;
}

const send = async (
  url: string,
  method: string,
  { body, raw, token, headers = {} }: Call,
): Promise<Answer> => {
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url, {
    method,
    headers: {
      ...(content === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content as string }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    body: text && isJson ? JSON.parse(text) : text || null,
  };
};

const PREFIX = /^\/(?:api\/v1|api|v1)(?=\/)/;
const plain = (path: string): string => path.replace(PREFIX, '').replace(/\/$/, '');

/** Compiled schemas of a document: one for each operation and status. */
const checkerOf = (document: Document) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'doc', components: document.components });
  const compiled = new Map<string, ValidateFunction>();
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      operation,
      patterns: [path, ...operation['x-also-served-at']].map(
        (each) => new RegExp(`^${plain(each).replace(/\{\w+\}|:\w+/g, '[^/]+')}$`),
      ),
      fixed: !path.includes('{'),
    })),
  );
  const find = (method: string, path: string) =>
    operations
      .filter((each) => each.method === method && each.patterns.some((pattern) => pattern.test(plain(path))))
      .sort((one, other) => Number(other.fixed) - Number(one.fixed))[0];
  const compile = (key: string, schema: Schema): ValidateFunction => {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"doc#/components/');
    const validate = compiled.get(key) ?? ajv.compile(JSON.parse(text) as Schema);
    compiled.set(key, validate);
    return validate;
  };
  return (method: string, path: string, answer: Answer): void => {
    const found = find(method, path);
    if (!found) {
      if (answer.status < 400)
        throw new Error(`${method} ${path} answered ${answer.status} but is not documented`);
      return;
    }
    const { responses } = found.operation;
    const declared =
      responses[String(answer.status)] ?? (answer.status >= 400 ? responses['default'] : undefined);
    if (!declared) throw new Error(`${method} ${path}: status ${answer.status} is not declared`);
    const media = declared.content?.['application/json'] as { schema: Schema } | undefined;
    if (!media) return;
    const key = `${method} ${found.patterns[0]?.source ?? ''} ${answer.status}`;
    const validate = compile(key, media.schema);
    if (!validate(answer.body)) throw new Error(`${key}: ${ajv.errorsText(validate.errors)}`);
  };
};

export const apiClient = async (url: string): Promise<ApiClient> => {
  const check = checkerOf((await send(`${url}/api/schema/`, 'GET', {})).body as Document);
  const call = async (method: string, path: string, options: Call = {}): Promise<Answer> => {
    const answer = await send(url + path, method, options);
    check(method, path.split('?')[0] ?? path, answer);
    return answer;
  };
  return {
    url,
    call,
    get: (path, options) => call('GET', path, options),
    post: (path, body, options) => call('POST', path, { ...options, body }),
    patch: (path, body, options) => call('PATCH', path, { ...options, body }),
    delete: (path, options) => call('DELETE', path, options),
  };
};
