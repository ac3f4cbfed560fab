import { expect } from 'chai';
import type { ApiClient } from '#test/support/api-client.js';
import { runCli } from '#test/cli/support/cli-process.js';
import { newPerson, newProject, type Person } from '#test/support/people.js';
import { newSystem, type System } from '#test/support/system.js';

interface AuditEvent {
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly account: number | null;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly correlation_id: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

describe('an auditor', () => {
  let system: System;
  let api: ApiClient;
  let auditor: Person;
  let ada: Person;
  let project: number;
  let position: string;

  before(async () => {
    system = await newSystem();
    await system.follower();
    api = (await system.api()).client;
    auditor = await newPerson(api);
    ada = await newPerson(api);
    const granted = await runCli(
      ['account', 'grant', String(auditor.id), '--role', 'auditor'],
      system.environment,
    );
    expect(granted.code, granted.err).to.equal(0);
    project = (await newProject(api, ada, { name: 'Secret menu' })).id;
    const changed = await api.patch(`/api/v1/projects/${project}/`, { name: '=cmd()' }, ada.as);
    position = changed.headers.get('x-event-position') ?? '';
  });
  after(() => system.stop());

  const get = (path: string, person = auditor) =>
    api.get(path, { ...person.as, headers: { 'X-Min-Event-Position': position } });
  const events = async (query: string): Promise<AuditEvent[]> => {
    const { status, body } = await get(`/api/audit/events/?${query}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    return (body as { results: AuditEvent[] }).results;
  };
  const typesOf = (found: readonly AuditEvent[]) => found.map(({ type }) => type);

  it('is nobody without the role', async () => {
    for (const path of [
      'events/',
      'events/export/',
      `streams/project-${project}/`,
      'streams/project-1/export/',
    ]) {
      const { status, body } = await get(`/api/audit/${path}`, ada);
      expect({ status, code: body.code }).to.deep.equal({ status: 403, code: 'role_required' });
    }
    expect((await api.get('/api/audit/events/')).status).to.equal(401);
  });

  it('finds events by stream, type, category, account, actor, correlation and time', async () => {
    const ofProject = await events(`stream=project-${project}`);
    expect(typesOf(ofProject)).to.deep.equal(['ProjectDetailsChanged', 'ProjectCreated']);
    const created = ofProject[1];
    expect(created).to.deep.include({ account: ada.id, actor: { kind: 'account', id: String(ada.id) } });
    expect(typesOf(await events(`type=ProjectCreated&account=${ada.id}`))).to.deep.equal(['ProjectCreated']);
    expect(typesOf(await events(`category=project&actor=account:${ada.id}&order=oldest`))).to.deep.equal([
      'ProjectCreated',
      'ProjectDetailsChanged',
    ]);
    expect(typesOf(await events(`correlation=${created?.correlation_id}&category=quota`))).to.deep.equal([
      'ProjectSlotReserved',
    ]);
    expect(await events(`stream=project-${project}&to=2020-01-01`)).to.deep.equal([]);
    expect(typesOf(await events('actor=operator'))).to.deep.equal(['AccountRoleGranted']);
  });

  it('is led from page to page, each event once', async () => {
    const all = await events('order=oldest&limit=200');
    const paged: AuditEvent[] = [];
    let path = '/api/audit/events/?order=oldest&limit=3';
    while (path !== '') {
      const { body } = await get(path);
      const { next, results } = body as { next: string | null; results: AuditEvent[] };
      paged.push(...results);
      path = next === null ? '' : next.slice(api.url.length);
    }
    expect(paged.slice(0, all.length)).to.deep.equal(all);
  });

  it('reads what events say without seeing anything personal', async () => {
    const { body } = await get(`/api/audit/streams/project-${project}/`);
    expect(JSON.stringify(body)).to.contain('‹personal›').and.not.contain('Secret menu');
    const [changed] = await events(`stream=project-${project}&data=1&limit=1`);
    expect(changed?.data).to.include({ projectId: project, name: '‹personal›' });
  });

  it('sees personal values when asking for them, and the log says so', async () => {
    const looked = await get(`/api/audit/streams/account-${ada.id}/?personal=1`);
    expect(JSON.stringify(looked.body)).to.contain(ada.email).and.not.contain('argon2');
    position = looked.headers.get('x-event-position') ?? '';
    const [view] = await events('type=PersonalDataViewed&data=1&limit=1');
    expect(view?.data).to.deep.include({
      by: { kind: 'account', id: String(auditor.id) },
      subjects: [ada.id],
      events: 1,
    });
    expect(view?.data?.['asked']).to.include({
      view: 'stream',
      stream: `account-${ada.id}`,
      exported: false,
    });
  });

  it('takes a stream along as NDJSON', async () => {
    const { status, headers, body } = await get(`/api/audit/streams/project-${project}/export/?personal=1`);
    expect(status).to.equal(200);
    expect(headers.get('content-disposition')).to.equal('attachment; filename="stream.ndjson"');
    const lines = String(body).trim().split('\n');
    const names = lines.map((line) => (JSON.parse(line) as AuditEvent).data?.['name']);
    expect(names).to.deep.equal(['Secret menu', '=cmd()']);
  });

  it('takes events along as CSV that no spreadsheet calculates', async () => {
    const query = `stream=project-${project}&format=csv`;
    const { headers, body } = await get(`/api/audit/events/export/?${query}&personal=1`);
    expect(headers.get('content-type')).to.contain('text/csv');
    const [head, ...lines] = String(body).trim().split('\r\n');
    expect(head).to.contain('"id","type","stream"');
    expect(lines).to.have.length(2);
    expect(String(body)).to.not.match(/(^|,)"?[=+@]/m);
  });

  it('has each part of a file recorded as a look, too', async () => {
    const after = await get(`/api/audit/streams/project-${project}/?personal=1`);
    position = after.headers.get('x-event-position') ?? '';
    const looks = await events('type=PersonalDataViewed&data=1');
    const exported = looks.filter(({ data }) => (data?.['asked'] as { exported: boolean }).exported);
    expect(exported).to.have.length(2);
  });

  it('is told what is wrong with a question', async () => {
    const wrong: Readonly<Record<string, string>> = {
      'type=ProjektCreated': 'Did you mean ProjectCreated?',
      'category=projects': 'Did you mean project?',
      'from=yesterday': 'Needs a date',
      'limit=1000': 'from 1 to 200',
      'limit=201': 'from 1 to 200',
      'cursor=abc': 'Take it from `next`',
      'actor=nobody': 'account:7',
      'stream=PROJECT': 'project-7',
      'color=red': '',
    };
    for (const [query, hint] of Object.entries(wrong)) {
      const { status, body } = await get(`/api/audit/events/?${query}`);
      expect({ status, code: body.code }, query).to.deep.equal({ status: 400, code: 'validation_error' });
      expect(String(body.detail), query).to.contain(hint);
    }
  });

  it('finds no stream that is none, or not one of the product', async () => {
    for (const name of ['project-1', 'xprobe-1', 'thing-1', '$settings']) {
      expect((await get(`/api/audit/streams/${name}/`)).status, name).to.equal(404);
    }
  });

  it('is told the own roles; who is no admin is no staff of version 1', async () => {
    const roles = async (person: Person): Promise<unknown> => {
      const { body } = await api.get('/api/v1/auth/users/me/', person.as);
      return [body.roles, body.is_staff, body.is_superuser];
    };
    expect(await roles(auditor)).to.deep.equal([['auditor'], false, false]);
    expect(await roles(ada)).to.deep.equal([[], false, false]);
    await runCli(['account', 'grant', String(ada.id), '--role', 'admin'], system.environment);
    expect(await roles(ada)).to.deep.equal([['admin'], true, true]);
    await runCli(['account', 'revoke', String(ada.id), '--role', 'admin'], system.environment);
    expect(await roles(ada)).to.deep.equal([[], false, false]);
  });

  it('is out with the next request once the role was taken back', async () => {
    await runCli(['account', 'revoke', String(auditor.id), '--role', 'auditor'], system.environment);
    expect((await get('/api/audit/events/')).status).to.equal(403);
  });
});
