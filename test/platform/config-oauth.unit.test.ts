import { expect } from 'chai';
import { ConfigError, readConfig } from '#platform/config.js';

const GITHUB = {
  GITHUB_OAUTH_CLIENT_ID: 'id',
  GITHUB_OAUTH_CLIENT_SECRET: 'secret',
  GITHUB_OAUTH_REDIRECT_URI: 'https://app.example/auth/github/callback',
};
const OIDC = {
  OIDC_ISSUER: 'http://127.0.0.1:4000',
  OIDC_CLIENT_ID: 'id',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_REDIRECT_URI: 'http://localhost:3000/auth/oidc/callback',
};

describe('the settings of a provider', () => {
  it('are all there, or none', () => {
    expect(readConfig(GITHUB)).to.include(GITHUB);
    const { GITHUB_OAUTH_CLIENT_SECRET: _secret, ...half } = GITHUB;
    expect(() => readConfig(half)).to.throw(ConfigError, 'GITHUB_OAUTH_CLIENT_SECRET must be set');
  });

  it('may lead to this machine in the clear, but not in production and no further', () => {
    expect(readConfig(OIDC)).to.include(OIDC);
    const inProduction = { ...OIDC, NODE_ENV: 'production' };
    expect(() => readConfig(inProduction)).to.throw(ConfigError, 'OIDC_ISSUER must begin with https://');
    const further = { ...OIDC, OIDC_ISSUER: 'http://login.example' };
    expect(() => readConfig(further)).to.throw(ConfigError, 'OIDC_ISSUER must begin with https://');
  });

  it('cannot give it a name that is another one, or a path', () => {
    for (const name of ['google', 'connections', 'My Provider']) {
      expect(() => readConfig({ OIDC_NAME: name }), name).to.throw(ConfigError, 'OIDC_NAME');
    }
  });
});
