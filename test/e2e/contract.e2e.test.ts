import { expect } from 'chai';
import type { ApiClient } from '#test/support/api-client.js';
import { DEFAULT_LIMITS } from '#test/support/high-limits.js';
import { newPerson, newProject, PASSWORD, uniqueName, type Person } from '#test/support/people.js';
import { newSystem, type System } from '#test/support/system.js';

type Body = Record<string, unknown>;

describe('what the existing front end calls', function () {
  this.timeout(120_000);
  let system: System;
  let api: ApiClient;
  let person: Person;

  before(async () => {
    system = await newSystem();
    await system.follower();
    // On a Free account with the limits nobody configured: not one request of the front end is refused.
    api = (await system.api(DEFAULT_LIMITS)).client;
    person = await newPerson(api);
  });

  after(() => system.stop());

  describe('sign-up and sign-in', () => {
    it('answers tokens at the top level and nested, and the user', async () => {
      const username = uniqueName();
      const body = { username, email: `${username}@example.org`, password: PASSWORD };
      const answer = await api.post('/api/auth/register/', body);
      expect(answer.status).to.equal(201);
      const { access, refresh, token, tokens, user } = answer.body as Body & { user: Body };
      expect({ tokens, token }).to.deep.equal({ tokens: { access, refresh }, token: access });
      expect(user).to.include({ username, email: body.email, name: username, emailVerified: false });
    });

    it('takes a name instead of a username', async () => {
      const email = `${uniqueName()}@example.org`;
      const answer = await api.post('/api/v1/auth/register/', {
        name: 'Ada King Lovelace',
        email,
        password: PASSWORD,
      });
      const { access } = answer.body as { access: string };
      const me = (await api.get('/api/v1/auth/users/me/', { token: access })).body as Body;
      expect(me).to.include({ first_name: 'Ada', last_name: 'King Lovelace', name: 'Ada King Lovelace' });
      expect(me['username']).to.equal(email.split('@')[0]);
    });

    for (const path of [
      '/api/token/',
      '/api/auth/login/',
      '/api/v1/auth/login',
      '/v1/auth/token/',
      '/api/auth/token',
    ]) {
      it(`takes a username or an address, in either field, at ${path}`, async () => {
        const bodies = [
          { username: person.username },
          { email: person.email },
          { username: person.email.toUpperCase() },
          { email: person.username },
        ];
        const answers = await Promise.all(
          bodies.map((body) => api.post(path, { ...body, password: PASSWORD })),
        );
        expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200]);
      });
    }

    it('says 401 with the same words for an unknown name and a wrong password', async () => {
      const unknown = await api.post('/api/token/', { email: 'nobody@example.org', password: PASSWORD });
      const wrong = await api.post('/api/token/', { email: person.email, password: 'wrong password' });
      expect([unknown.status, wrong.status]).to.deep.equal([401, 401]);
      expect((unknown.body as Body)['detail']).to.equal((wrong.body as Body)['detail']);
    });

    it('rotates the refresh token and refuses the one replaced long ago', async () => {
      const login = (await api.post('/api/token/', { email: person.email, password: PASSWORD })).body as Body;
      const first = await api.post('/api/token/refresh/', { refresh: login['refresh'] });
      const second = await api.post('/api/auth/refresh/', { refresh: (first.body as Body)['refresh'] });
      const old = await api.post('/api/auth/token/refresh/', { refresh: login['refresh'] });
      expect([first.status, second.status, old.status]).to.deep.equal([200, 200, 401]);
      expect((old.body as Body)['code']).to.equal('token_not_valid');
    });

    it('verifies tokens', async () => {
      const good = await api.post('/api/token/verify/', { token: person.access });
      const bad = await api.post('/api/token/verify/', { token: `${person.access}x` });
      expect([good.status, bad.status]).to.deep.equal([200, 401]);
    });

    it('refuses the refresh token after signing out', async () => {
      const login = (await api.post('/api/token/', { email: person.email, password: PASSWORD })).body as Body;
      const out = await api.post('/api/auth/logout/', {}, { token: String(login['access']) });
      const refresh = await api.post('/api/token/refresh/', { refresh: login['refresh'] });
      expect([out.status, refresh.status]).to.deep.equal([204, 401]);
    });
  });

  describe('the signed-in person', () => {
    it('has a free, active subscription with limits as numbers', async () => {
      const me = (await api.get('/api/users/me/', person.as)).body as { subscription: Body };
      expect(me.subscription).to.include({
        tier: 'free',
        status: 'active',
        projects_limit: 3,
        storage_limit: 100,
      });
    });

    it('changes the own profile and gets the whole person back', async () => {
      const answer = await api.patch(
        '/api/v1/auth/users/me/',
        { job_title: 'Engineer', avatar: 'https://x.test/a.png' },
        person.as,
      );
      expect(answer.body).to.include({
        id: person.id,
        job_title: 'Engineer',
        avatar_url: 'https://x.test/a.png',
      });
    });
  });

  describe('projects', () => {
    it('are created with an integer id and the defaults of the editor', async () => {
      const { body } = await api.post(
        '/api/v1/projects/',
        { name: 'Menu', project_type: 'graphic' },
        person.as,
      );
      expect(Number.isSafeInteger((body as Body)['id'])).to.equal(true);
      expect(body).to.include({
        canvas_width: 1920,
        canvas_height: 1080,
        canvas_background: '#FFFFFF',
        version: 1,
        user: person.id,
      });
      expect(body).to.deep.include({
        design_data: {},
        collaborators: [],
        components: [],
        user_name: person.username,
      });
    });

    it('ignore unknown fields', async () => {
      const owner = await newPerson(api);
      const created = await newProject(api, owner, { tenant: 1, ownerId: 2, user: 3, credits: 4 });
      const { body } = await api.get(`/api/v1/projects/${created.id}/`, owner.as);
      expect((body as Body)['user']).to.equal(owner.id);
    });

    it('come as a page in one list and as a plain array in the other, newest change first', async () => {
      const owner = await newPerson(api);
      const older = await newProject(api, owner, { name: 'Older' });
      const newer = await newProject(api, owner, { name: 'Newer' });
      await api.patch(`/api/v1/projects/${older.id}/`, { description: 'changed last' }, owner.as);
      const page = (await api.get('/api/v1/projects/?page_size=1', owner.as)).body as {
        next: string;
        results: { id: number }[];
      };
      const mine = (await api.get('/api/v1/projects/my_projects/', owner.as)).body as { id: number }[];
      expect(page).to.deep.include({ count: 2, previous: null });
      expect(page.next).to.match(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/projects\/\?page=2&page_size=1$/);
      expect(page.results.map(({ id }) => id)).to.deep.equal([older.id]);
      expect(mine.map(({ id }) => id)).to.deep.equal([older.id, newer.id]);
    });

    it('past the last page there is nothing (404)', async () => {
      expect((await api.get('/api/v1/projects/?page=99', person.as)).status).to.equal(404);
    });

    it('show public ones of others only when asked, and let nobody but members change them', async () => {
      const owner = await newPerson(api);
      const { id } = await newProject(api, owner, { is_public: true });
      const seen = await api.get(`/api/v1/projects/${id}/`, person.as);
      const changed = await api.patch(`/api/v1/projects/${id}/`, { name: 'Mine now' }, person.as);
      const deleted = await api.delete(`/api/v1/projects/${id}/`, person.as);
      const listed = (await api.get('/api/v1/projects/', person.as)).body as { results: { id: number }[] };
      const everyone = (await api.get('/api/v1/projects/?public=1', person.as)).body as {
        results: { id: number }[];
      };
      expect([seen.status, changed.status, deleted.status]).to.deep.equal([200, 403, 403]);
      expect(listed.results.some((each) => each.id === id)).to.equal(false);
      expect(everyone.results.some((each) => each.id === id)).to.equal(true);
    });

    it('of another account look like unknown ones, on every route', async () => {
      const stranger = await newPerson(api);
      const { id } = await newProject(api, person, { design_data: { objects: [] } }).catch(async () =>
        newProject(api, stranger),
      );
      const foreigner = await newPerson(api);
      const calls: [string, string, unknown?][] = [
        ['GET', ''],
        ['PATCH', '', { name: 'x' }],
        ['PUT', '', { name: 'x' }],
        ['DELETE', ''],
        ['GET', 'versions/'],
        ['POST', 'save_design/', { design_data: { a: 1 } }],
        ['POST', 'create_version/', {}],
        ['POST', 'restore_version/', { version_number: 1 }],
        ['POST', 'duplicate/', {}],
        ['POST', 'add_collaborator/', { username: foreigner.username }],
      ];
      const ask = (target: string | number) =>
        Promise.all(
          calls.map(async ([method, rest, body]) => {
            const answer = await api.call(method, `/api/v1/projects/${target}/${rest}`, {
              body,
              ...foreigner.as,
            });
            const { error, code } = answer.body as Body;
            return { status: answer.status, error, code };
          }),
        );
      const foreign = await ask(id);
      expect(new Set(foreign.map(({ status }) => status))).to.deep.equal(new Set([404]));
      expect(foreign).to.deep.equal(await ask(4_503_599_627_370_497));
    });

    for (const [what, target] of [
      ['zero', '0'],
      ['a negative number', '-1'],
      ['a fraction', '1.5'],
      ['a number beyond 2^53', '9007199254740993'],
      ['a word', 'undefined'],
      ['a UUID', '6f1d2f0e-8f55-4d5c-9a3b-3c7c2f5a9b41'],
      ['a stream name', '$all'],
    ] as const) {
      it(`say 404 to ${what} as id`, async () => {
        expect((await api.get(`/api/v1/projects/${encodeURIComponent(target)}/`, person.as)).status).to.equal(
          404,
        );
      });
    }
  });
});
