import { expect } from 'chai';
import type { Route } from '#api/route.js';
import type { ApiClient } from '#test/support/api-client.js';
import { newPerson, newProject, type Person } from '#test/support/people.js';
import type { Started } from '#test/support/system.js';
import { newKey, newWorld, type World } from '../api-keys/support.js';
import { productRoutes } from '../support.js';
import { ROWS, type Things } from './rows.js';

const ROUTES = productRoutes();
const NOTHING = 4_503_599_627_370_497;
const UNKNOWN: Things = {
  project: NOTHING,
  task: NOTHING,
  activity: NOTHING,
  account: NOTHING,
  username: 'nobody-has-this',
  session: '00000000-0000-4000-8000-000000000000',
  key: '00000000-0000-4000-8000-000000000000',
};

/** The policies there are: anything else is a mistake, as nothing is. */
const isPolicy = ({ policy }: Route): boolean =>
  policy === 'public' || policy === 'account' || (typeof policy === 'object' && policy.roles.length > 0);

describe('S2 S3 every route of the router', () => {
  it('has a policy', () => {
    expect(ROUTES.filter((route) => !isPolicy(route)).map(({ name }) => name)).to.deep.equal([]);
  });

  it('has a row in the cross-account matrix, and every row a route', () => {
    expect(Object.keys(ROWS)).to.have.members(ROUTES.map(({ name }) => name));
  });

  it('with a role has a row that says so, and no other has', () => {
    const withRoles = ROUTES.filter(({ policy }) => typeof policy === 'object').map(({ name }) => name);
    const rows = Object.entries(ROWS).filter(([, row]) => row.kind === 'roles');
    expect(rows.map(([name]) => name)).to.have.members(withRoles);
  });
});

describe('S2 S3 with the token of another account', function () {
  this.timeout(120_000);
  let world: World;
  let api: ApiClient;
  let follower: Started;
  let owner: Person;
  let stranger: Person;
  let things: Things;

  const activityOf = async (person: Person, project: number): Promise<number> => {
    const body = { action_type: 'project_open', project_id: project };
    return ((await api.post('/api/v1/analytics/activity-logs/', body, person.as)).body as { id: number }).id;
  };

  const taskOf = async (person: Person, project: number): Promise<number> => {
    const asked = { prompt: 'A hidden poster', project_id: project };
    return ((await api.post('/api/v1/ai/generate/', asked, person.as)).body as { task_id: number }).task_id;
  };

  const sessionOf = async (person: Person): Promise<string> => {
    const { body } = await api.get('/api/v1/auth/sessions/', person.as);
    return (body as { sessions: readonly { id: string }[] }).sessions[0]?.id ?? '';
  };

  const keyOf = async (person: Person): Promise<string> => {
    await world.setPlan(person, 'enterprise');
    return ((await newKey(api, person)).body as { id: string }).id;
  };

  before(async () => {
    world = await newWorld();
    ({ api, follower } = world);
    owner = await newPerson(api);
    stranger = await newPerson(api);
    const { id: project } = await newProject(api, owner, { name: 'Hidden menu', ai_prompt: 'hidden' });
    things = {
      project,
      task: await taskOf(owner, project),
      activity: await activityOf(owner, project),
      account: owner.id,
      username: owner.username,
      session: await sessionOf(owner),
      key: await keyOf(owner),
    };
  });
  after(() => world.stop());

  const ask = async ({ method }: Route, asked: { path: string; body?: unknown }, headers = {}) => {
    const answer = await api.call(method, `/api/v1${asked.path}`, {
      body: asked.body,
      ...stranger.as,
      headers,
    });
    const { trace_id: _trace, ...said } = (answer.body ?? {}) as Record<string, unknown>;
    return { status: answer.status, said };
  };

  for (const route of ROUTES) {
    const row = ROWS[route.name];
    if (row?.kind === 'hidden') {
      it(`${route.name}: things of others look like unknown ones`, async () => {
        for (const headers of [{}, { 'If-Match': '"0"' }]) {
          for (const [index, asked] of row.ask(things).entries()) {
            const unknown = await ask(route, row.ask(UNKNOWN)[index] ?? { path: '/' }, headers);
            expect(unknown.status, asked.path).to.equal(404);
            expect(await ask(route, asked, headers), asked.path).to.deep.equal(unknown);
          }
        }
      });
    }
    if (row?.kind === 'own') {
      it(`${route.name}: says nothing of others`, async () => {
        for (const asked of row.ask(things)) {
          const { status, said } = await ask(route, asked);
          const text = JSON.stringify(said);
          expect(status, `${asked.path} ${text}`).to.be.below(300);
          for (const secret of ['Hidden menu', String(things.project), String(owner.id), owner.username])
            expect(text, asked.path).to.not.include(secret);
        }
      });
    }
    if (row?.kind === 'roles') {
      it(`${route.name}: needs a role`, async () => {
        const { status, said } = await ask(route, row);
        expect({ status, code: said['code'] }).to.deep.equal({ status: 403, code: 'role_required' });
      });
    }
  }

  it('nothing of the owner was changed by any of it', async () => {
    const { body } = await api.get(`/api/v1/projects/${things.project}/`, owner.as);
    expect(body).to.include({ name: 'Hidden menu', version: 1 });
    expect((body as { collaborators: number[] }).collaborators).to.deep.equal([]);
    expect((await api.get('/api/v1/auth/users/me/', owner.as)).body).to.include({ bio: '' });
  });

  describe('that was a collaborator until now', () => {
    let former: Person;

    before(async () => {
      former = await newPerson(api);
      const shared = `/api/v1/projects/${things.project}/`;
      await api.post(`${shared}add_collaborator/`, { user_id: former.id }, owner.as);
      expect((await api.get(shared, former.as)).status).to.equal(200);
      await follower.stop();
      await api.delete(`${shared}collaborators/${former.id}/`, owner.as);
    });

    for (const rest of ['', 'versions/', '?revision=0']) {
      it(`is out at once, although the read model has not followed: ${rest}`, async () => {
        const path = `/api/v1/projects/${things.project}/${rest}`;
        expect((await api.get(path, former.as)).status).to.equal(404);
      });
    }

    it('changes nothing any more', async () => {
      const change = api.patch(`/api/v1/projects/${things.project}/`, { name: 'Mine' }, former.as);
      expect((await change).status).to.equal(404);
    });
  });
});
