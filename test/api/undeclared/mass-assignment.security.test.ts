import { expect } from 'chai';
import { newProject } from '#test/support/people.js';
import { eventsOf } from '#test/support/read-models.js';
import { newWorld, type World } from '../api-keys/support.js';
import type { Route } from '#api/route.js';
import { productRoutes } from '../support.js';
import { BODIES, type Given } from './bodies.js';

const CANARY = 'nobody-declared-this';
const NUMBER = 4_503_599_627_370_321;

/** What would make somebody more than they are, or a thing somebody else's. */
const EXTRA = {
  ...{ tenantId: CANARY, tenant_id: CANARY, ownerId: NUMBER, owner_id: NUMBER, owner: NUMBER, by: NUMBER },
  ...{ role: CANARY, roles: [CANARY], is_staff: CANARY, is_superuser: CANARY, plan: CANARY, tier: CANARY },
  ...{ status: CANARY, version: NUMBER, revision: NUMBER, credits: NUMBER, credential: CANARY },
  ...{ at: CANARY, created_at: CANARY, accountId: NUMBER, email_verified: CANARY, metadata_: CANARY },
};

const WITH_BODY = productRoutes().filter(({ body }) => body !== undefined);
/** Fields of one of the contract's routes are left out; one of ours refuses what it does not know. */
const OURS = ['auth.api_keys.create'];

describe('S4 bodies with fields that nobody declared', function () {
  this.timeout(120_000);
  let world: World;

  before(async () => {
    world = await newWorld();
  });
  after(() => world.stop());

  const newlyGiven = async (): Promise<Given> => {
    const person = await world.customer();
    const { id: project } = await newProject(world.api, person);
    await world.api.post(`/api/v1/projects/${project}/save_design/`, { design_data: {} }, person.as);
    const asked = await world.api.post('/api/v1/ai/generate/?async=1', { prompt: 'A poster' }, person.as);
    return { person, project, task: (asked.body as { task_id: number }).task_id };
  };

  let shared: Promise<Given> | undefined;
  /** Routes about the account may end it, and are about nothing else. */
  const given = async ({ name }: Route): Promise<Given> => {
    if (!name.startsWith('auth.')) return (shared ??= newlyGiven());
    return { person: await world.customer(), project: 0, task: 0 };
  };

  it('have a request for every route with a body', () => {
    expect(Object.keys(BODIES)).to.have.members(WITH_BODY.map(({ name }) => name));
  });

  for (const route of WITH_BODY) {
    it(`are answered as without them, or refused: ${route.name}`, async () => {
      const send = async (more: object): Promise<number> => {
        const own = await given(route);
        const { path, body } = BODIES[route.name]?.(own) ?? { path: '/', body: {} };
        const answer = await world.api.call(route.method, `/api/v1${path}`, {
          body: { ...body, ...more },
          ...own.person.as,
        });
        return answer.status;
      };
      const plain = await send({});
      expect(await send(EXTRA)).to.equal(OURS.includes(route.name) ? 400 : plain);
      const trap = JSON.parse('{"__proto__":{"polluted":true}}') as object;
      expect(await send({ ...trap, constructor: { prototype: { polluted: true } } })).to.equal(400);
    });
  }

  it('leave nothing in the log, and nothing on every object', async () => {
    const events = await eventsOf(world.side.client);
    const text = JSON.stringify(events.map(({ event }) => event.data));
    expect(events.length).to.be.greaterThan(WITH_BODY.length);
    expect(text).to.not.include(CANARY);
    expect(text).to.not.include(String(NUMBER));
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });
});
