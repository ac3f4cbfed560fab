import type { Answer, ApiClient, Call } from './api-client.js';

/** Somebody who uses the product: their name, tokens, and calls in their name. */
export interface Person {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  /** Known once they signed up. */
  id: number;
  access: string;
  refresh: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, more?: Pick<Call, 'ifMatch' | 'key'>): Promise<Answer>;
  patch(path: string, body: unknown, more?: Pick<Call, 'ifMatch' | 'key'>): Promise<Answer>;
  remove(path: string): Promise<Answer>;
}

/** A person nobody has signed up yet; `suffix` makes the name unique. */
export const newPerson = (api: ApiClient, name: string, suffix: string): Person => {
  const username = `${name}-${suffix}`;
  const call = (method: Call['method'], path: string, rest: Pick<Call, 'body' | 'ifMatch' | 'key'> = {}) =>
    api.call({ method, path, token: person.access === '' ? undefined : person.access, ...rest });
  const person: Person = {
    username,
    email: `${username}@example.org`,
    password: `Quiet-River#${suffix}`,
    id: 0,
    access: '',
    refresh: '',
    get: (path) => call('GET', path),
    post: (path, body, more) => call('POST', path, { ...(body === undefined ? {} : { body }), ...more }),
    patch: (path, body, more) => call('PATCH', path, { body, ...more }),
    remove: (path) => call('DELETE', path),
  };
  return person;
};

/** The session of a person's tokens, as their access token names it. */
export const sessionOf = ({ access }: Person): string => {
  const claims = JSON.parse(Buffer.from(access.split('.')[1] ?? '', 'base64url').toString()) as {
    sid: string;
  };
  return claims.sid;
};
