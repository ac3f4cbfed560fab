import { expect } from 'chai';
import type { ApiClient } from '#test/support/api-client.js';
import { newPerson, PASSWORD, type Person } from '#test/support/people.js';
import { newSystem, type System } from '#test/support/system.js';
import { until } from '#test/support/until.js';

/** Within seconds: the event comes to every process by itself. */
const PATIENCE_MS = 20_000;
const ME = '/api/auth/users/me/';

describe('a session that is ended in one of two API processes', function () {
  this.timeout(60_000);
  let system: System;
  let here: ApiClient;
  let there: ApiClient;
  before(async () => {
    system = await newSystem();
    const [one, other] = await Promise.all([system.api(), system.api(), system.follower()]);
    here = one.client;
    there = other.client;
  });
  after(() => system.stop());

  const statusOf = async (api: ApiClient, token: string): Promise<number> =>
    (await api.get(ME, { token })).status;
  const untilRefused = (api: ApiClient, token: string): Promise<true> =>
    until(async () => ((await statusOf(api, token)) === 401 ? true : undefined), PATIENCE_MS);
  const signIn = async (person: Person): Promise<{ access: string; refresh: string }> =>
    (await there.post('/api/auth/login/', { username: person.username, password: PASSWORD })).body as {
      access: string;
      refresh: string;
    };

  it('is refused by both, by its access token too', async () => {
    const person = await newPerson(here);
    expect([await statusOf(here, person.access), await statusOf(there, person.access)]).to.deep.equal([
      200, 200,
    ]);
    await here.post('/api/auth/logout/', {}, person.as);
    await untilRefused(there, person.access);
    await untilRefused(here, person.access);
  });

  it('is listed before, and ended from another session, which goes on', async () => {
    const person = await newPerson(here);
    const other = await signIn(person);
    const { sessions } = (await here.get('/api/auth/sessions/', person.as)).body as {
      sessions: { id: string; current: boolean }[];
    };
    expect(sessions.map(({ current }) => current).toSorted()).to.deep.equal([false, true]);
    const { id } = sessions.find(({ current }) => !current) ?? { id: '' };
    expect((await here.delete(`/api/auth/sessions/${id}/`, person.as)).status).to.equal(204);
    await untilRefused(there, other.access);
    expect(await statusOf(here, person.access)).to.equal(200);
    expect((await here.get('/api/auth/sessions/', person.as)).body)
      .to.have.property('sessions')
      .with.length(1);
  });

  it('belongs to its owner: for others there is none', async () => {
    const [person, stranger] = [await newPerson(here), await newPerson(there)];
    const { sessions } = (await here.get('/api/auth/sessions/', person.as)).body as {
      sessions: { id: string }[];
    };
    const path = `/api/auth/sessions/${sessions[0]?.id ?? ''}/`;
    expect((await there.delete(path, stranger.as)).status).to.equal(404);
    expect(await statusOf(there, person.access)).to.equal(200);
  });

  it('is over with all others when the person signs out everywhere; a new one begins', async () => {
    const person = await newPerson(here);
    const other = await signIn(person);
    expect((await here.post('/api/auth/logout-all/', {}, person.as)).status).to.equal(204);
    for (const token of [person.access, other.access]) await untilRefused(there, token);
    expect((await here.post('/api/auth/refresh/', { refresh: other.refresh })).status).to.equal(401);
    const again = await signIn(person);
    expect([await statusOf(here, again.access), await statusOf(there, again.access)]).to.deep.equal([
      200, 200,
    ]);
  });

  it('is known to a process that starts later', async () => {
    const person = await newPerson(here);
    await here.post('/api/auth/logout/', {}, person.as);
    const late = await system.api();
    expect(await statusOf(late.client, person.access)).to.equal(401);
    await late.stop();
  });

  it('is in the history of sign-ins, and so are those in vain', async () => {
    const person = await newPerson(here);
    await here.post('/api/auth/login/', { username: person.username, password: 'a wrong one' });
    const history = await until(async () => {
      const { body } = await here.get('/api/auth/security/login-history/', person.as);
      const { login_history: logins } = body as { login_history: { success: boolean }[] };
      return logins.length === 2 ? logins : undefined;
    });
    expect(history[0]).to.include({
      success: false,
      failure_reason: 'wrong_password',
      ip_address: '127.0.0.1',
    });
    expect(history[1]).to.include({ success: true, provider: 'registration' });
    const { body } = await here.get('/api/auth/security/profile/', person.as);
    expect(body).to.include({ active_sessions_count: 1, last_login_ip: '127.0.0.1', is_locked: false });
  });
});
