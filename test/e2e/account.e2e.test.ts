import { expect } from 'chai';
import type { ApiClient } from '#test/support/api-client.js';
import { newPerson, PASSWORD, type Person } from '#test/support/people.js';
import { newSystem, type System } from '#test/support/system.js';

const NEW_PASSWORD = 'another long passphrase';
const AUTH = '/api/v1/auth';

describe('the own account over HTTP', function () {
  this.timeout(120_000);
  let system: System;
  let api: ApiClient;
  let person: Person;

  before(async () => {
    system = await newSystem();
    await system.follower();
    api = (await system.api({ SETTLE_TIMEOUT_MS: '10000' })).client;
  });
  beforeEach(async () => {
    person = await newPerson(api);
  });
  after(() => system.stop());

  it('has preferences: defaults, then what was set', async () => {
    const first = await api.get(`${AUTH}/preferences/`, person.as);
    expect(first.body).to.include({ theme: 'system', auto_save_interval: 30, marketing_emails: false });
    const changes = { theme: 'dark', grid_size: 8, unknown: 1 };
    const changed = await api.patch('/api/auth/preferences', changes, person.as);
    expect(changed).to.have.property('status', 200);
    expect(changed.body).to.include({ theme: 'dark', grid_size: 8, language: 'en' });
    expect((await api.get('/v1/auth/preferences/', person.as)).body).to.deep.equal(changed.body);
  });

  it('refuses a preference that is none', async () => {
    const answer = await api.patch(`${AUTH}/preferences/`, { language: 'tlh' }, person.as);
    expect(answer).to.have.property('status', 400);
    expect(answer.body).to.have.nested.property('errors[0].attr', 'language');
  });

  it('is onboarded once that is said, and can still be changed by who read it last', async () => {
    await api.patch(`${AUTH}/preferences/`, { theme: 'light' }, person.as);
    expect((await api.post(`${AUTH}/onboarding/complete/`, {}, person.as)).body).to.include({
      is_onboarded: true,
    });
    const me = await api.get(`${AUTH}/users/me/`, person.as);
    const headers = { 'If-Match': me.headers.get('etag') ?? '' };
    const change = { display_name: 'Countess', avatar: 'https://example.org/ada.png' };
    const changed = await api.patch(`${AUTH}/users/me/`, change, { ...person.as, headers });
    expect(changed.body).to.include({ display_name: 'Countess', name: 'Countess', is_onboarded: true });
    expect(changed.body).to.include({ avatar: change.avatar, avatar_url: change.avatar });
  });

  it('has its password changed: new tokens, which work', async () => {
    const body = { current_password: PASSWORD, new_password: NEW_PASSWORD };
    const changed = await api.post(`${AUTH}/password/change/`, body, person.as);
    expect(changed).to.have.property('status', 200);
    const { access, refresh } = (changed.body as { tokens: { access: string; refresh: string } }).tokens;
    expect(await api.get(`${AUTH}/users/me/`, { token: access })).to.have.property('status', 200);
    expect(await api.post(`${AUTH}/refresh/`, { refresh })).to.have.property('status', 200);
  });

  it('says what happened to it, newest first, and nothing of others', async () => {
    await api.patch(`${AUTH}/users/me/`, { bio: 'Countess' }, person.as);
    const headers = { 'X-Min-Event-Position': '' };
    const { headers: last } = await api.patch(`${AUTH}/preferences/`, { theme: 'dark' }, person.as);
    headers['X-Min-Event-Position'] = last.get('x-event-position') ?? '';
    const answer = await api.get(`${AUTH}/security/audit-logs/`, { ...person.as, headers });
    const logs = (answer.body as { audit_logs: { action: string; actor: string }[] }).audit_logs;
    expect(logs.slice(0, 2).map(({ action }) => action)).to.deep.equal(['settings_change', 'profile_update']);
    expect(logs.map(({ action }) => action)).to.include.members(['register', 'login']);
    expect(logs.filter(({ action }) => action === 'register')).to.have.length(1);
  });

  it('says that it was signed out everywhere', async () => {
    const other = await newPerson(api);
    await api.post(`${AUTH}/logout-all/`, {}, other.as);
    const { body } = await api.post(`${AUTH}/login/`, { email: other.email, password: PASSWORD });
    const { access: token } = (body as { tokens: { access: string } }).tokens;
    const answer = await api.get(`${AUTH}/security/audit-logs/`, { token });
    const logs = (answer.body as { audit_logs: { action: string }[] }).audit_logs;
    expect(logs.map(({ action }) => action)).to.include('logout_all');
  });

  it('is deactivated with the password, and then lets nobody in', async () => {
    const wrong = await api.post(`${AUTH}/deactivate/`, { password: 'not the password' }, person.as);
    expect(wrong).to.have.property('status', 400);
    expect(await api.post(`${AUTH}/deactivate/`, { password: PASSWORD }, person.as)).to.have.property(
      'status',
      200,
    );
    const login = await api.post(`${AUTH}/login/`, { email: person.email, password: PASSWORD });
    expect(login).to.have.property('status', 403);
    expect(login.body).to.include({ code: 'account_deactivated' });
  });
});
