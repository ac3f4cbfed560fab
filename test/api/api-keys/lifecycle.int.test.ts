import { expect } from 'chai';
import { newPerson } from '#test/support/people.js';
import type { StartedApi } from '#test/support/system.js';
import { until } from '#test/support/until.js';
import { byKey, newKey, newWorld, type World } from './support.js';

const untilTrue = (ask: () => Promise<boolean>): Promise<true> =>
  until(async () => (await ask()) || undefined);

const LEGACY = '9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b';

describe('API keys', () => {
  let world: World;
  let other: StartedApi;
  before(async () => {
    world = await newWorld();
    other = await world.system.api();
  });
  after(() => world.stop());

  it('are shown once, and listed without the key', async () => {
    const { api } = world;
    const person = await world.customer();
    const made = await newKey(api, person, { scopes: ['write', 'read'] });
    expect(made.status).to.equal(201);
    const { key } = made.body as { key: string };
    expect(key).to.match(/^aidt_[\w-]{43}$/);
    const { body } = await api.get('/api/auth/api-keys/', person.as);
    expect(body).to.have.length(1);
    expect(body[0]).to.include({ id: made.body.id, key_prefix: key.slice(0, 8), is_active: true });
    expect(body[0].scopes).to.deep.equal(['read', 'write']);
    expect(JSON.stringify(body)).not.to.include(key);
  });

  it('let in by both headers', async () => {
    const person = await world.customer();
    const { key } = (await newKey(world.api, person)).body;
    for (const headers of [{ 'X-API-Key': key }, { Authorization: `Api-Key ${key}` }]) {
      const { status, body } = await world.api.get('/api/users/me/', { headers });
      expect([status, body.id]).to.deep.equal([200, person.id]);
    }
  });

  it('are the same for a request that is sent again, without being stored', async () => {
    const person = await world.customer();
    const send = (name: string) =>
      world.api.post(
        '/api/auth/api-keys/',
        { name },
        { ...person.as, headers: { 'Idempotency-Key': 'k-1' } },
      );
    const first = await send('Export');
    expect((await send('Export')).body).to.deep.equal(first.body);
    expect((await send('Another')).status).to.equal(422);
  });

  it('are not for plans without the feature', async () => {
    const person = await newPerson(world.api);
    const { status, body } = await newKey(world.api, person);
    expect([status, body.code, body.feature]).to.deep.equal([403, 'feature_not_in_plan', 'api_access']);
  });

  it('stop with a downgrade, by a 403 that says why', async () => {
    const person = await world.customer();
    const { key } = (await newKey(world.api, person)).body;
    expect((await world.api.get('/api/users/me/', byKey(key))).status).to.equal(200);
    await world.setPlan(person, 'pro');
    await untilTrue(async () => (await world.api.get('/api/users/me/', byKey(key))).status === 403);
    expect((await world.api.get('/api/users/me/', byKey(key))).body.code).to.equal('feature_not_in_plan');
  });

  it('are refused on a second process within seconds of their end', async () => {
    const person = await world.customer();
    const { key, id } = (await newKey(world.api, person)).body;
    expect((await other.client.get('/api/users/me/', byKey(key))).status).to.equal(200);
    expect((await world.api.delete(`/api/auth/api-keys/${id}/`, person.as)).status).to.equal(204);
    await untilTrue(async () => (await other.client.get('/api/users/me/', byKey(key))).status === 401);
  });

  it('expire', async () => {
    const person = await world.customer();
    const soon = new Date(Date.now() + 1_500).toISOString();
    const { key } = (await newKey(world.api, person, { expires_at: soon })).body;
    await untilTrue(async () => (await world.api.get('/api/users/me/', byKey(key))).status === 401);
  });

  it('of version 1 go on working, on every plan, and can be revoked', async () => {
    const person = await newPerson(world.api);
    await world.importToken(person, LEGACY);
    const headers = { Authorization: `Token ${LEGACY}` };
    expect((await world.api.get('/api/users/me/', { headers })).body.id).to.equal(person.id);
    const { body } = await world.api.get('/api/auth/api-keys/', person.as);
    expect(body[0]).to.include({ kind: 'legacy', is_active: true });
    expect((await world.api.delete(`/api/auth/api-keys/${body[0].id}/`, person.as)).status).to.equal(204);
    await untilTrue(async () => (await world.api.get('/api/users/me/', { headers })).status === 401);
  });

  it('tell when they were used last, also after the process that counted stopped', async () => {
    const person = await world.customer();
    const { key, id } = (await newKey(world.api, person)).body;
    for (let use = 0; use < 3; use += 1) await other.client.get('/api/users/me/', byKey(key));
    await other.stop();
    const row = async () =>
      ((await world.api.get('/api/auth/api-keys/', person.as)).body as Record<string, unknown>[]).find(
        (each) => each['id'] === id,
      );
    await untilTrue(async () => (await row())?.['usage_count'] === 3);
    expect((await row())?.['last_used_ip']).to.equal('127.0.0.1');
  });
});
