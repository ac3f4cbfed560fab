import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { eventsOf } from '#test/support/read-models.js';
import { newPerson, type Person } from '#test/support/people.js';
import { byKey, newKey, newWorld, type World } from './support.js';

describe('S14, S17: attacks on API keys', () => {
  let world: World;
  let person: Person;
  let key: string;
  let id: string;

  before(async () => {
    world = await newWorld();
    person = await world.customer();
    ({ key, id } = (await newKey(world.api, person)).body);
  });
  after(() => world.stop());

  it('keys of others cannot be listed or revoked, and look like those there never were', async () => {
    const stranger = await newPerson(world.api);
    expect((await world.api.get('/api/auth/api-keys/', stranger.as)).body).to.deep.equal([]);
    const foreign = await world.api.delete(`/api/auth/api-keys/${id}/`, stranger.as);
    const none = await world.api.delete(`/api/auth/api-keys/${crypto.randomUUID()}/`, stranger.as);
    expect([foreign.status, foreign.body.error]).to.deep.equal([404, none.body.error]);
    expect((await world.api.get('/api/users/me/', byKey(key))).status).to.equal(200);
  });

  it('two different credentials are refused, whichever would be good', async () => {
    const bad = [person.access, 'nonsense'].map((token) => ({
      Authorization: `Bearer ${token}`,
      'X-API-Key': key,
    }));
    for (const headers of [...bad, { Authorization: 'Api-Key other', 'X-API-Key': key }]) {
      const { status, body } = await world.api.get('/api/users/me/', { headers });
      expect([status, body.code]).to.deep.equal([400, 'several_credentials']);
    }
  });

  it('unknown, made-up and revoked keys get one and the same answer', async () => {
    const made = (await newKey(world.api, person)).body;
    await world.api.delete(`/api/auth/api-keys/${made.id}/`, person.as);
    const answers = [];
    for (const text of [made.key, `aidt_${'a'.repeat(43)}`, 'f'.repeat(40), 'x']) {
      const { status, body } = await world.api.get('/api/users/me/', byKey(text));
      answers.push([status, body.code, body.error]);
    }
    for (const answer of answers) expect(answer).to.deep.equal(answers[0]);
    expect(answers[0]?.slice(0, 2)).to.deep.equal([401, 'api_key_not_valid']);
  });

  it('a key does only what its scopes say', async () => {
    const write = (await newKey(world.api, person, { scopes: ['write'] })).body.key;
    const project = { name: 'Menu', project_type: 'graphic' };
    const byRead = await world.api.post('/api/projects/', project, byKey(key));
    expect([byRead.status, byRead.body.code, byRead.body.required_scope]).to.deep.equal([
      403,
      'scope_required',
      'write',
    ]);
    expect((await world.api.post('/api/projects/', project, byKey(write))).status).to.equal(201);
    expect((await world.api.get('/api/projects/', byKey(write))).status).to.equal(403);
  });

  it('a key with every scope makes, lists and revokes no keys', async () => {
    const all = (await newKey(world.api, person, { scopes: ['read', 'write', 'ai'] })).body.key;
    const answers = [
      await world.api.get('/api/auth/api-keys/', byKey(all)),
      await world.api.post('/api/auth/api-keys/', { name: 'Second' }, byKey(all)),
      await world.api.delete(`/api/auth/api-keys/${id}/`, byKey(all)),
    ];
    for (const { status, body } of answers)
      expect([status, body.code]).to.deep.equal([403, 'session_required']);
  });

  it('an Idempotency-Key of another account meets nothing of it, and a huge one is refused', async () => {
    const send = (who: Person, value: string) =>
      world.api.post(
        '/api/auth/api-keys/',
        { name: 'Same' },
        { ...who.as, headers: { 'Idempotency-Key': value } },
      );
    const other = await world.customer();
    const [mine, theirs] = [await send(person, 'shared'), await send(other, 'shared')];
    expect(theirs.status).to.equal(201);
    expect(theirs.body.key).not.to.equal(mine.body.key);
    expect((await send(other, 'k'.repeat(10_000))).status).to.equal(400);
  });

  it('the text of a key is in no event, row or log', async () => {
    await world.api.get('/api/nowhere/', byKey(key));
    const events = JSON.stringify(await eventsOf(world.side.client), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    const client = new pg.Client({ connectionString: world.system.environment['DATABASE_OWNER_URL'] });
    await client.connect();
    const tables = await client.query<{ name: string }>(
      "select relname as name from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace",
    );
    let rows = '';
    try {
      for (const { name } of tables.rows)
        rows += JSON.stringify((await client.query(`select t::text from "${name}" t`)).rows);
    } finally {
      await client.end();
    }
    const logged = await readFile(join(world.system.dataDir, 'logs', 'api.log'), 'utf8').catch(() => '');
    expect(events).to.include(id);
    expect(rows).to.include(id);
    for (const text of [events, rows, logged]) expect(text).not.to.include(key.slice(8));
  });
});
