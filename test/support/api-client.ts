import { answerChecker, type OpenApiDocument } from './answer-checker.js';

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

/**
 * An API client that checks every answer against the server's own OpenAPI document: an undeclared field
 * fails.
 */
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
  const isJson = response.headers.get('content-type')?.includes('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    body: text && isJson ? JSON.parse(text) : text || null,
  };
};

export const apiClient = async (url: string): Promise<ApiClient> => {
  const check = answerChecker((await send(`${url}/api/schema/`, 'GET', {})).body as OpenApiDocument);
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
