import { expect } from 'chai';
import { keyNeedOf } from '#api/access/key-needs.js';
import { productRoutes } from '../support.js';

const named = (need: string): string[] =>
  productRoutes()
    .filter((route) => keyNeedOf(route) === need)
    .map(({ name }) => name);

const SECURITY = /^(auth|audit|oauth|sessions|security|roles|system)\b/;

describe('what an API key needs for each route of the product', () => {
  it('is a person for whatever concerns the security of the account', () => {
    const reachable = productRoutes().filter((route) => !['session', 'nothing'].includes(keyNeedOf(route)));
    expect(reachable.filter(({ name }) => SECURITY.test(name))).to.deep.equal([]);
    expect(named('session')).to.include.members([
      'auth.logout',
      'auth.api_keys',
      'auth.api_keys.create',
      'auth.api_keys.revoke',
      'auth.email_resend_verification',
      'audit.events',
      'analytics.system',
    ]);
  });

  it('is `ai` for what lets the AI work', () => {
    expect(named('ai').every((name) => name.startsWith('ai.'))).to.equal(true);
    expect(named('ai')).to.include.members(['ai.generate', 'ai.refine', 'ai.image', 'ai.logo']);
  });

  it('is `read` for reading and `write` for anything else', () => {
    const methods = (need: string) =>
      new Set(
        productRoutes()
          .filter((each) => keyNeedOf(each) === need)
          .map(({ method }) => method),
      );
    expect(methods('write')).not.to.include('GET');
    expect(named('read')).to.include.members(['users.me', 'projects.list', 'search.filter', 'ai.requests']);
    expect(named('write')).to.include.members(['projects.create', 'projects.delete', 'users.change']);
  });

  it('is a person for a route nobody thought of', () => {
    for (const name of ['new.thing', 'auth.sessions', 'users.password'])
      expect(keyNeedOf({ name, method: 'POST', policy: 'account' })).to.equal('session');
  });
});
