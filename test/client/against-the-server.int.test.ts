import { expect } from 'chai';
import { createClient, isApiError, memoryTokens, type Fetch, type Tokens } from '../../client/src/index.js';
import { startFaultProxy } from '#test/support/fault-proxy.js';
import { newPerson, PASSWORD, uniqueName, type Person } from '#test/support/people.js';
import { newSystem, type StartedApi, type System } from '#test/support/system.js';

const menu = { name: 'Menu', project_type: 'graphic' } as const;

/** `fetch`, and the paths it was asked for. */
const watchedFetch = (): { fetch: Fetch; paths: string[] } => {
  const paths: string[] = [];
  return {
    paths,
    fetch: (url, init) => {
      paths.push(new URL(url).pathname);
      return fetch(url, init);
    },
  };
};

describe('the client before the real server', function () {
  this.timeout(60_000);
  let system: System;
  let api: StartedApi;
  let person: Person;

  before(async () => {
    system = await newSystem();
    await system.follower();
    api = await system.api();
    person = await newPerson(api.client);
  });

  after(() => system.stop());

  const refreshes = (paths: readonly string[]): number =>
    paths.filter((path) => path.endsWith('/auth/refresh/')).length;

  const signedIn = (given: Tokens, baseUrl = api.client.url) => {
    const tokens = memoryTokens(given);
    const signedOut: string[] = [];
    const { fetch, paths } = watchedFetch();
    const onSignedOut = ({ code }: { code: string }): void => void signedOut.push(code);
    return { tokens, signedOut, paths, client: createClient({ baseUrl, tokens, fetch, onSignedOut }) };
  };

  it('registers, creates, saves and sees it in the list', async () => {
    const client = createClient({ baseUrl: `${api.client.url}/api` });
    const username = uniqueName();
    await client.auth.register({ body: { username, email: `${username}@example.org`, password: PASSWORD } });
    const { data: project, eventPosition } = await client.projects.create({ body: menu });
    await client.projects.saveDesign({
      params: { id: project.id },
      body: { design_data: { objects: [{ type: 'rect' }] } },
    });
    const { data: page } = await client.projects.list({ query: { page_size: 5 } });
    expect(page.results.map(({ id }) => id)).to.deep.equal([project.id]);
    expect(eventPosition).to.match(/^\d+$/);
  });

  it('refreshes once for 20 calls whose access token is not taken any more, and all succeed', async () => {
    const { access, refresh } = await newPerson(api.client);
    const { client, tokens, paths } = signedIn({ access: `${access}x`, refresh });
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.users.me()));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(20).fill(200));
    expect(refreshes(paths)).to.equal(1);
    expect((await tokens.get())?.refresh).to.not.equal(refresh);
  });

  it('signs out once when neither token is taken', async () => {
    const { client, tokens, signedOut, paths } = signedIn({ access: 'no', refresh: 'no' });
    const errors = await Promise.all(
      Array.from({ length: 5 }, () => client.users.me().catch((error: unknown) => error)),
    );
    expect(errors.every((error) => isApiError(error) && error.status === 401)).to.equal(true);
    expect(signedOut).to.have.length(1);
    expect(refreshes(paths)).to.equal(1);
    expect(await tokens.get()).to.equal(null);
  });

  it('creates once when the answer was lost and the call was tried again', async () => {
    const { access, refresh } = await newPerson(api.client);
    const proxy = await startFaultProxy(api.client.url);
    try {
      const { client, paths } = signedIn({ access, refresh }, proxy.url.replace(/\/$/, ''));
      proxy.cutAfter(1);
      const { data: project } = await client.projects.create({ body: menu });
      const { data: mine } = await client.projects.mine();
      expect(proxy.wasCut()).to.equal(true);
      expect(paths.filter((path) => path === '/api/v1/projects/')).to.have.length(2);
      expect(mine.map(({ id }) => id)).to.deep.equal([project.id]);
    } finally {
      await proxy.close();
    }
  });

  it('is refused with the state it did not know of', async () => {
    const { client } = signedIn(person);
    const { data, etag } = await client.projects.create({ body: menu });
    const change = () =>
      client.projects.change({ params: { id: data.id }, body: { name: 'Card' }, ifMatch: etag ?? '' });
    await change();
    const error = await change().catch((thrown: unknown) => thrown);
    expect(isApiError(error, 'precondition_failed')).to.equal(true);
  });

  it('is told which field is wrong', async () => {
    const { client } = signedIn(person);
    const error = await client.projects
      .create({ body: { ...menu, name: '' } })
      .catch((thrown: unknown) => thrown);
    if (!isApiError(error, 'validation_error')) throw error;
    expect(error.errors.map(({ attr }) => attr)).to.deep.equal(['name']);
    expect(error.traceId).to.be.a('string');
  });
});
