import { expect } from 'chai';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiClient, type Answer } from '#test/support/api-client.js';
import { newPerson, newProject, PASSWORD, type Person } from '#test/support/people.js';
import { freePort, processesOf, startUp, type Up } from '#test/support/up.js';

/** What a person sees of their work, through every route that shows it. */
const everythingOf = async (
  url: string,
  person: Person,
  projectId: number,
): Promise<Record<string, Answer['body']>> => {
  const api = await apiClient(url);
  const { body } = await api.post('/api/token/', { email: person.email, password: PASSWORD });
  const as = { token: (body as { access: string }).access };
  const me = (await api.get('/api/v1/auth/users/me/', as)).body as Record<string, unknown>;
  return {
    me: { ...me, last_login: null },
    list: (await api.get('/api/v1/projects/', as)).body,
    mine: (await api.get('/api/v1/projects/my_projects/', as)).body,
    project: (await api.get(`/api/v1/projects/${projectId}/`, as)).body,
    versions: (await api.get(`/api/v1/projects/${projectId}/versions/`, as)).body,
  };
};

/** Page links name the address of the server, which differs from start to start. */
const withoutAddress = (seen: unknown, url: string): unknown =>
  JSON.parse(JSON.stringify(seen).replaceAll(url, 'http://server'));

describe('npm start on an empty data directory', function () {
  this.timeout(120_000);
  let dataDir: string;
  let up: Up;
  let person: Person;
  let projectId: number;
  let shownBefore: unknown;

  const fill = async (): Promise<void> => {
    const api = await apiClient(up.url);
    person = await newPerson(api);
    projectId = (await newProject(api, person, { name: "Café Móca – it's open" })).id;
    for (const left of [1, 2, 3]) {
      const design = {
        version: '7.4.0',
        objects: [{ type: 'Rect', left, fill: '#0EA5E9' }],
        background: '#FFFFFF',
      };
      await api.post(`/api/v1/projects/${projectId}/save_design/`, { design_data: design }, person.as);
    }
    await api.patch('/api/v1/auth/users/me/', { company: 'Móca', is_onboarded: true }, person.as);
  };

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'aidesign-up-'));
    up = await startUp(dataDir);
    await fill();
    shownBefore = withoutAddress(await everythingOf(up.url, person, projectId), up.url);
  });

  after(async () => {
    await up.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('tells the addresses, the data directory and how to stop', () => {
    expect(up.output()).to.match(/API +http:\/\/localhost:\d+\/api\//);
    expect(up.output()).to.match(/Docs +http/);
    expect(up.output()).to.match(/Data +/);
    expect(up.output()).to.match(/Stop +Ctrl-C/);
  });

  it('keeps what it needs to be found by other commands private', async () => {
    const { mode } = await stat(join(dataDir, 'run.json'));
    expect(mode & 0o077).to.equal(0);
  });

  it('refuses a second instance on the same data with one line that says what to do', async () => {
    const failure = await startUp(dataDir).then(
      () => 'started',
      (error: Error) => error.message,
    );
    expect(failure).to.match(/ended with 1: Another instance is running on .*Stop it/);
  });

  it('refuses a port that is in use with one line that says what to do', async () => {
    const port = await freePort();
    const holder = createServer().listen(port, '127.0.0.1');
    const elsewhere = await mkdtemp(join(tmpdir(), 'aidesign-up-'));
    const failure = await startUp(elsewhere, { PORT: String(port) }).then(
      () => 'started',
      (error: Error) => error.message,
    );
    holder.close();
    await rm(elsewhere, { recursive: true });
    expect(failure).to.match(/ended with 3: The port is in use\. .* choose another PORT/);
  });

  it('leaves no process behind when it is stopped, and has all data at the next start', async () => {
    expect(await up.stop('SIGINT')).to.equal(0);
    expect(processesOf(dataDir)).to.deep.equal([]);
    up = await startUp(dataDir);
    const seen = await everythingOf(up.url, person, projectId);
    expect(withoutAddress(seen, up.url)).to.deep.equal(shownBefore);
  });

  it('shows the same lists, objects, ids and times after the Postgres data directory was removed', async () => {
    await up.stop();
    await rm(join(dataDir, 'postgres'), { recursive: true });
    up = await startUp(dataDir);
    const api = await apiClient(up.url);
    const { body } = await api.post('/api/token/', { email: person.email, password: PASSWORD });
    const as = { token: (body as { access: string }).access };
    await api.patch('/api/v1/auth/users/me/', { company: 'Móca' }, as);
    const seen = await everythingOf(up.url, person, projectId);
    expect(withoutAddress(seen, up.url)).to.deep.equal(shownBefore);
  });
});
