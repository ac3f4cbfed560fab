import { randomUUID } from 'node:crypto';
import type { ApiClient } from './api-client.js';

export const PASSWORD = 'correct horse 9';

export interface Person {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly access: string;
  readonly refresh: string;
  /** Options of a call in this person's name. */
  readonly as: { readonly token: string };
}

/** A name nobody else has, also on a server that other tests use. */
export const uniqueName = (): string => `user-${randomUUID().slice(0, 13)}`;

/** Registers a new person. */
export const newPerson = async (api: ApiClient, username = uniqueName()): Promise<Person> => {
  const email = `${username}@example.org`;
  const { status, body } = await api.post('/api/auth/register/', { username, email, password: PASSWORD });
  if (status !== 201) throw new Error(`registering answered ${status}: ${JSON.stringify(body)}`);
  const { access, refresh, user } = body as { access: string; refresh: string; user: { id: number } };
  return { id: user.id, username, email, access, refresh, as: { token: access } };
};

/** Creates a project and answers its body. */
export const newProject = async (
  api: ApiClient,
  person: Person,
  fields: object = {},
): Promise<{ id: number }> => {
  const { status, body } = await api.post(
    '/api/v1/projects/',
    { name: 'Menu', project_type: 'graphic', ...fields },
    person.as,
  );
  if (status !== 201) throw new Error(`creating answered ${status}: ${JSON.stringify(body)}`);
  return body as { id: number };
};
