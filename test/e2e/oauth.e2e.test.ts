import { expect } from 'chai';
import type { ApiClient } from '#test/support/api-client.js';
import { CLIENT, startOpenId, type OpenIdServer } from '#test/support/openid-server.js';
import { newSystem, type Started, type StartedApi, type System } from '#test/support/system.js';

const OAUTH = '/api/v1/auth/oauth';

describe('sign-in by another provider, of two API processes with one Redis', () => {
  let provider: OpenIdServer;
  let system: System;
  let first: StartedApi;
  let second: StartedApi;
  let follower: Started;

  before(async () => {
    [provider, system] = await Promise.all([startOpenId(), newSystem()]);
    const settings = {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT.clientId,
      OIDC_CLIENT_SECRET: CLIENT.clientSecret,
      OIDC_REDIRECT_URI: CLIENT.redirectUri,
    };
    [first, second, follower] = await Promise.all([
      system.api(settings),
      system.api(settings),
      system.follower(),
    ]);
    expect(follower.process.ready).not.to.equal(undefined);
  });
  after(async () => {
    await system.stop();
    await provider.stop();
  });

  const begun = async (client: ApiClient) => {
    const { body } = await client.get(`${OAUTH}/oidc/`);
    return provider.visit(String(body.authorization_url));
  };

  it('is begun in one and ended in the other, once', async () => {
    const came = await begun(first.client);
    const entered = await second.client.post(`${OAUTH}/oidc/callback/`, came);
    expect([entered.status, entered.body.user.is_new]).to.deep.equal([200, true]);
    const again = await first.client.post(`${OAUTH}/oidc/callback/`, came);
    expect([again.status, again.body.code]).to.deep.equal([400, 'oauth_state_not_valid']);
  });

  it('takes the answer as a query and by the alias, too', async () => {
    const { code, state } = await begun(first.client);
    const query = new URLSearchParams({ code, state });
    const entered = await first.client.get(`/api/auth/oidc/callback/?${query.toString()}`);
    expect([entered.status, entered.body.user.is_new]).to.deep.equal([200, false]);
    expect((await first.client.get('/api/auth/oidc/login/')).status).to.equal(200);
  });

  it('shows the connection and in the profile the provider, and keeps the only way in', async () => {
    const { body } = await first.client.post(`${OAUTH}/oidc/callback/`, await begun(first.client));
    const token = String(body.access);
    const { connections } = (await first.client.get(`${OAUTH}/connections/`, { token })).body;
    expect(connections).to.have.length(1);
    expect(connections[0]).to.include({
      provider: 'oidc',
      provider_email: 'ada@example.com',
      is_primary: true,
    });
    const me = await first.client.get('/api/v1/auth/users/me/', { token });
    expect(me.body.providers).to.deep.equal(['oidc']);
    const ended = await first.client.delete(`${OAUTH}/disconnect/oidc/`, { token });
    expect([ended.status, ended.body.code]).to.deep.equal([400, 'only_way_in']);
  });

  it('is connected and disconnected by a person with a password', async () => {
    const person = { username: 'grace', email: 'grace@example.com', password: 'a long enough passphrase' };
    const token = String((await first.client.post('/api/auth/register/', person)).body.access);
    provider.person = { sub: 'grace', email: 'grace@work.example', email_verified: false };
    const { body } = await first.client.get(`${OAUTH}/oidc/`, { token });
    const came = await provider.visit(String(body.authorization_url));
    const connected = await second.client.post(`${OAUTH}/oidc/callback/`, came, { token });
    expect(connected.body.user).to.include({ username: 'grace', is_new: false });
    const ended = await first.client.delete(`${OAUTH}/disconnect/oidc/`, { token });
    expect(ended.status).to.equal(200);
    const gone = await first.client.delete(`${OAUTH}/disconnect/oidc/`, { token });
    expect(gone.status).to.equal(404);
  });

  it('says which settings a provider needs that is not set up, and knows no others', async () => {
    const { status, body } = await first.client.get(`${OAUTH}/google/`);
    expect([status, body.code]).to.deep.equal([503, 'oauth_not_configured']);
    expect(body.settings).to.include('GOOGLE_OAUTH_CLIENT_ID');
    expect((await first.client.get(`${OAUTH}/nobody/`)).status).to.equal(404);
  });

  it('tells of a person who refused at the provider', async () => {
    const { body } = await first.client.get(`${OAUTH}/oidc/`);
    const refused = { state: body.state, error: 'access_denied', error_description: 'no' };
    const { status, body: answer } = await first.client.post(`${OAUTH}/oidc/callback/`, refused);
    expect([status, answer.code]).to.deep.equal([400, 'oauth_exchange_failed']);
  });
});
