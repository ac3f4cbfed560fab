import { expect } from 'chai';
import { errorIn, startApi, type Api } from './support.js';

describe('an address', () => {
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api.stop());

  for (const prefix of ['/api/v1', '/api', '/v1']) {
    for (const end of ['', '/']) {
      it(`${prefix}/…${end} is answered, not redirected`, async () => {
        const answer = await api.call(`${prefix}/probe/things/7${end}`);
        expect(answer.status).to.equal(200);
        expect(await answer.json()).to.deep.equal({ id: 7 });
      });
    }
  }

  it('that nobody serves is 404', async () => {
    const answer = await api.call('/api/v1/nothing/');
    expect(answer.status).to.equal(404);
    expect((await errorIn(answer)).code).to.equal('not_found');
  });

  it('with broken percent-encoding is 404', async () => {
    expect((await api.call('/%zz')).status).to.equal(404);
  });

  it('asked with another method is 405 and says which methods there are', async () => {
    const answer = await api.call('/api/v1/projects/', { method: 'DELETE' });
    expect(answer.status).to.equal(405);
    expect(answer.headers.get('Allow')).to.equal('HEAD, GET, POST');
    expect((await errorIn(answer)).code).to.equal('method_not_allowed');
  });

  it('answers HEAD like GET, without a body', async () => {
    const answer = await api.call('/api/health/', { method: 'HEAD' });
    expect(answer.status).to.equal(200);
    expect(await answer.text()).to.equal('');
  });

  it('is not asked with the method of an override header', async () => {
    const answer = await api.send('/api/v1/probe/', '{"name":"Ada"}', { 'X-HTTP-Method-Override': 'DELETE' });
    expect(answer.status).to.equal(200);
  });

  const impossible = [
    ...[
      '0',
      '-1',
      '1.5',
      '1e3',
      '+1',
      '007',
      'abc',
      '9007199254740993',
      '%00',
      '%C3%28',
      '%zz',
      '1%2F2',
      '١',
    ],
    '1'.repeat(5_000),
  ];
  for (const id of impossible) {
    it(`with the id ${id.slice(0, 20)} is 404, as for an unknown one`, async () => {
      const answer = await api.call(`/api/v1/probe/things/${id}/`);
      expect(answer.status).to.equal(404);
      expect((await errorIn(answer)).code).to.equal('not_found');
    });
  }

  it('may hold the largest id there is', async () => {
    const answer = await api.call('/api/v1/probe/things/9007199254740991/');
    expect(await answer.json()).to.deep.equal({ id: Number.MAX_SAFE_INTEGER });
  });
});
