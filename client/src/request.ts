import type { Input, Operation, RequestBody } from './operation.js';

/** An attempt at a call, as `fetch` takes it. */
export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body?: RequestBody;
}

/** A parameter as addresses have it: numbers, truth values and texts are what they look like. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const filled = (path: string, params: Readonly<Record<string, unknown>>): string =>
  path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined || value === null || value === '') throw new TypeError(`${path} needs ${name}.`);
    return encodeURIComponent(textOf(value));
  });

const searchOf = (query: Readonly<Record<string, unknown>>): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const each of values) {
      if (each !== undefined && each !== null) search.append(name, textOf(each));
    }
  }
  return search.size > 0 ? `?${search.toString()}` : '';
};

export const isRead = ({ method }: Operation): boolean => method === 'GET';

const isPlain = (body: unknown): boolean =>
  body === null || Array.isArray(body) || Object.getPrototypeOf(body) === Object.prototype;

/** JSON of objects and lists; anything else (a form, a file, a text) is sent as it is. */
const bodyOf = (body: unknown, headers: Headers): RequestBody => {
  if (!isPlain(body)) return body as RequestBody;
  headers.set('Content-Type', 'application/json');
  return JSON.stringify(body);
};

/** What a call sends each time it is tried, except the token. Throws when a parameter of the path is missing. */
export const requestOf = (
  operation: Operation,
  input: Input,
  common: { readonly baseUrl: string; readonly headers: Readonly<Record<string, string>> },
): HttpRequest => {
  const headers = new Headers({ Accept: 'application/json, */*;q=0.5', ...common.headers, ...input.headers });
  if (input.ifMatch !== undefined) headers.set('If-Match', input.ifMatch);
  const body = input.body === undefined ? {} : { body: bodyOf(input.body, headers) };
  const path = filled(operation.path, input.params ?? {}) + searchOf(input.query ?? {});
  return { url: `${common.baseUrl}${path}`, method: operation.method, headers, ...body };
};
