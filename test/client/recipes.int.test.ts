import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { newPerson } from '#test/support/people.js';
import { newSystem, type StartedApi, type System } from '#test/support/system.js';

const page = readFileSync('docs/front-end.md', 'utf8');

/** The code blocks of the page about one thing, one after another. */
const codeOf = (about: string): string =>
  [...page.matchAll(new RegExp(`^\`\`\`js ${about}\\n(.*?)^\`\`\``, 'gms'))]
    .map(([, code = '']) => code)
    .join('\n');

const client = pathToFileURL(join(import.meta.dirname, '..', '..', 'client', 'src', 'index.js')).href;

/** Runs code of the page as a module of its own. */
const run = async <T>(name: string, code: string): Promise<T> => {
  const file = join(import.meta.dirname, `${name}-${process.pid}.mjs`);
  await writeFile(file, code.replace("'@aidesign/client'", `'${client}'`));
  try {
    return (await import(pathToFileURL(file).href)) as T;
  } finally {
    await rm(file);
  }
};

const newStorage = (entries: Record<string, string> = {}) => {
  const map = new Map(Object.entries(entries));
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
};

interface AxiosLike {
  get(path: string): Promise<{ readonly status: number }>;
  post(path: string, body: unknown): Promise<{ readonly status: number; readonly data: { name: string } }>;
}

interface Recipe {
  createApi(options: object): AxiosLike;
}

describe('the page for front ends', function () {
  this.timeout(60_000);
  let system: System;
  let api: StartedApi;
  let recipe: Recipe;

  before(async () => {
    system = await newSystem();
    await system.follower();
    api = await system.api();
    recipe = await run<Recipe>('axios-recipe', codeOf('axios'));
  });

  after(() => system.stop());

  const apiOf = (tokens: Record<string, string>) => {
    const storage = newStorage(tokens);
    const signedOut: number[] = [];
    const onSignedOut = (): void => void signedOut.push(1);
    const baseURL = `${api.client.url}/api`;
    return { storage, signedOut, axios: recipe.createApi({ baseURL, storage, onSignedOut }) };
  };

  it('has a client that works as shown', async () => {
    const storage = newStorage();
    const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
    Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
    try {
      const code = codeOf('client').replace('http://localhost:8000', api.client.url);
      const shown = await run<{ page: { count: number }; saved: { status: number }; outcome: string }>(
        'client-examples',
        `${code}\nexport { outcome, page, saved };`,
      );
      expect(shown.page.count).to.equal(1);
      expect(shown.saved.status).to.equal(200);
      expect(shown.outcome).to.equal('somebody else was first');
      expect([...storage.map.keys()]).to.have.members(['access_token', 'auth_token', 'refresh_token']);
    } finally {
      if (before) Object.defineProperty(globalThis, 'localStorage', before);
      else Reflect.deleteProperty(globalThis, 'localStorage');
    }
  });

  it('has a recipe for axios that refreshes once for many calls, and all succeed', async () => {
    const { access, refresh } = await newPerson(api.client);
    const { axios, storage } = apiOf({ access_token: `${access}x`, refresh_token: refresh });
    const calls = Array.from({ length: 20 }, () => axios.get('/auth/users/me/'));
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses).to.deep.equal(Array(20).fill(200));
    expect(storage.map.get('refresh_token')).to.not.equal(refresh);
    expect(storage.map.get('auth_token')).to.equal(storage.map.get('access_token'));
  });

  it('has a recipe for axios that repeats a write with its body', async () => {
    const { access, refresh } = await newPerson(api.client);
    const { axios } = apiOf({ access_token: `${access}x`, refresh_token: refresh });
    const { status, data } = await axios.post('/v1/projects/', { name: 'Menu', project_type: 'logo' });
    expect([status, data.name]).to.deep.equal([201, 'Menu']);
  });

  it('has a recipe for axios that signs out once when the refresh is refused', async () => {
    const { axios, storage, signedOut } = apiOf({ access_token: 'no', refresh_token: 'no' });
    const calls = Array.from({ length: 5 }, () => axios.get('/auth/users/me/').catch(() => undefined));
    await Promise.all(calls);
    expect(signedOut).to.have.length(1);
    expect(storage.map.size).to.equal(0);
  });
});
