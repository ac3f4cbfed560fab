import { expect } from 'chai';
import type { Answer, ApiClient, Call } from '#test/support/api-client.js';
import { newPerson, newProject, PASSWORD, uniqueName, type Person } from '#test/support/people.js';
import { newSystem, type StartedApi, type System } from '#test/support/system.js';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly call: Call;
}

/**
 * Sends the request to a process that dies at the fault point, then to two others; answers what those said.
 */
const retried = async (
  system: System,
  others: readonly StartedApi[],
  { request, fault }: Crash,
): Promise<Answer[]> => {
  const doomed = await system.api({ AIDESIGN_FAULT: fault });
  const send = (client: ApiClient): Promise<Answer> =>
    client.call(request.method, request.path, { ...request.call, body: request.body });
  const cut = await send(doomed.client).then(
    (answer) => `answered ${answer.status}`,
    () => 'cut',
  );
  expect(cut, 'the first process must die before it answers').to.equal('cut');
  const answers: Answer[] = [];
  for (const { client } of others) answers.push(await send(client));
  return answers;
};

interface Crash {
  readonly request: Request;
  readonly fault: string;
}

const essence = ({ status, body, headers }: Answer) => ({
  status,
  body: body as unknown,
  etag: headers.get('etag'),
});

describe('an API process killed between the append and its answer', function () {
  this.timeout(120_000);
  let system: System;
  let api: StartedApi;
  let other: StartedApi;
  let person: Person;

  before(async () => {
    system = await newSystem();
    await system.follower();
    [api, other] = await Promise.all([system.api(), system.api()]);
    person = await newPerson(api.client);
  });

  after(() => system.stop());

  const key = (): Record<string, string> => ({ 'Idempotency-Key': uniqueName() });

  const sameAnswerOnce = async (request: Request, fault: string): Promise<Answer> => {
    const [first, again] = await retried(system, [api, other], { request, fault });
    if (!first || !again) throw new Error('no answers');
    expect(first.status).to.be.oneOf([200, 201]);
    expect(essence(again)).to.deep.equal(essence(first));
    return first;
  };

  it('creates one project however often the request is repeated elsewhere', async () => {
    const body = {
      name: 'Only one',
      project_type: 'logo',
      design_data: { objects: [{ type: 'Rect', fill: '#0EA5E9' }] },
    };
    const call = { ...person.as, headers: key() };
    // the first append is the slot of the quota, the second one the project
    const answer = await sameAnswerOnce(
      { method: 'POST', path: '/api/v1/projects/', body, call },
      'after-append:2',
    );
    const { body: mine } = await api.client.get('/api/v1/projects/my_projects/', person.as);
    expect((mine as { id: number }[]).map(({ id }) => id)).to.deep.equal([
      (answer.body as { id: number }).id,
    ]);
  });

  it('uses one slot when it died between the slot and the project', async () => {
    const owner = await newPerson(api.client);
    const body = { name: 'Slot', project_type: 'logo' };
    const call = { ...owner.as, headers: key() };
    await sameAnswerOnce({ method: 'POST', path: '/api/v1/projects/', body, call }, 'after-append:1');
    const { body: me } = await api.client.get('/api/v1/auth/users/me/', owner.as);
    expect((me as { subscription: { projects_used: number } }).subscription.projects_used).to.equal(1);
  });

  it('registers one account', async () => {
    const username = uniqueName();
    const body = { username, email: `${username}@example.org`, password: PASSWORD };
    const call = { headers: key() };
    // two names and a session come before the account
    const answer = await sameAnswerOnce(
      { method: 'POST', path: '/api/auth/register/', body, call },
      'after-append:4',
    );
    const { access } = answer.body as { access: string };
    expect((await api.client.get('/api/v1/auth/users/me/', { token: access })).status).to.equal(200);
  });

  for (const withIfMatch of [false, true]) {
    const how = withIfMatch ? ' (with If-Match)' : '';
    const headersFor = (): Record<string, string> => ({
      ...key(),
      ...(withIfMatch ? { 'If-Match': '"0"' } : {}),
    });

    it(`saves a design once${how}`, async () => {
      const owner = await newPerson(api.client);
      const { id } = await newProject(api.client, owner);
      const body = { design_data: { version: '7.4.0', objects: [{ type: 'IText', text: "it's" }] } };
      const request = {
        method: 'POST',
        path: `/api/v1/projects/${id}/save_design/`,
        body,
        call: { ...owner.as, headers: headersFor() },
      };
      const answer = await sameAnswerOnce(request, 'after-append');
      expect(answer.headers.get('etag')).to.equal('"1"');
    });

    it(`creates one version${how}`, async () => {
      const owner = await newPerson(api.client);
      const { id } = await newProject(api.client, owner, { design_data: { objects: [{ type: 'Rect' }] } });
      const path = `/api/v1/projects/${id}/create_version/`;
      await sameAnswerOnce(
        { method: 'POST', path, call: { ...owner.as, headers: headersFor() } },
        'after-append',
      );
      const { body: versions } = await api.client.get(`/api/v1/projects/${id}/versions/`, owner.as);
      expect((versions as { version_number: number }[]).map((each) => each.version_number)).to.deep.equal([
        1,
      ]);
    });
  }

  it('carries out the request once when the process died before the append', async () => {
    const owner = await newPerson(api.client);
    const { id } = await newProject(api.client, owner);
    const body = { design_data: { objects: [{ type: 'Circle' }] } };
    const call = { ...owner.as, headers: key() };
    const path = `/api/v1/projects/${id}/save_design/`;
    const answer = await sameAnswerOnce({ method: 'POST', path, body, call }, 'before-append');
    expect(answer.headers.get('etag')).to.equal('"1"');
  });

  it('refuses the key for another request', async () => {
    const headers = key();
    await api.client.post(
      '/api/v1/projects/',
      { name: 'One', project_type: 'logo' },
      { ...person.as, headers },
    );
    const other = await api.client.post(
      '/api/v1/projects/',
      { name: 'Two', project_type: 'logo' },
      { ...person.as, headers },
    );
    expect(other.status).to.equal(422);
    expect((other.body as { code: string }).code).to.equal('idempotency_key_reused');
  });
});
