import { expect } from 'chai';
import type { GrantedRole } from '#domain/account/roles.js';
import { route } from '#api/route.js';
import { bearer, errorIn, startApi, tokensOf, type Api } from './support.js';
import { z } from 'zod';

const forAuditors = route({
  method: 'GET',
  paths: ['/books'],
  name: 'books',
  summary: 'Only here to be tested',
  tag: 'Probe',
  policy: { roles: ['auditor', 'admin'] },
  query: z.strictObject({}),
  responses: { 200: z.unknown() },
  handle: () => Promise.resolve({ status: 200, body: {} }),
});

describe('a route for some roles', () => {
  let api: Api;
  let roles: readonly GrantedRole[] = [];

  before(async () => {
    api = await startApi({ routes: [forAuditors], rolesOf: () => Promise.resolve(roles) });
  });
  after(() => api.stop());

  const call = async (query = ''): Promise<Response> =>
    api.call(`/api/books/${query}`, { headers: bearer((await tokensOf()).access) });

  it('lets in whoever has one of them', async () => {
    for (const role of ['auditor', 'admin'] as const) {
      roles = [role];
      expect((await call()).status).to.equal(200);
    }
  });

  it('asks for the roles with each request: the same token is refused once they are gone', async () => {
    roles = [];
    const refused = await call();
    expect(refused.status).to.equal(403);
    expect(await errorIn(refused)).to.include({
      code: 'role_required',
      detail: 'This needs the role auditor or admin.',
    });
  });

  it('does not do for another role', async () => {
    roles = ['analyst'];
    expect((await call()).status).to.equal(403);
  });

  it('tells nobody else what is wrong with a question', async () => {
    roles = [];
    expect((await call('?color=red')).status).to.equal(403);
  });

  it('wants a token first', async () => {
    expect((await api.call('/api/books/')).status).to.equal(401);
  });
});
