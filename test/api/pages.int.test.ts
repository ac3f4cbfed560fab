import { expect } from 'chai';
import { startApi, productRoutes, type Api } from './support.js';
import { openApiOf } from '#api/openapi.js';

describe('pages beside the API', () => {
  let api: Api;
  before(async () => {
    api = await startApi({
      corsOrigins: ['https://editor.example'],
      pages: async (ctx, next) => {
        if (ctx.path === '/console/') ctx.body = 'a page';
        else await next();
      },
    });
  });
  after(() => api.stop());

  it('are answered before the API, with an id and headers that protect them', async () => {
    const answer = await api.call('/console/');
    expect(await answer.text()).to.equal('a page');
    expect(answer.headers.get('X-Request-ID')).to.match(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('X-Content-Type-Options')).to.equal('nosniff');
  });

  it('are not for other origins, not even for those that may use the API', async () => {
    const headers = { Origin: 'https://editor.example' };
    const [page, other] = [
      await api.call('/console/', { headers }),
      await api.call('/api/health/', { headers }),
    ];
    expect(other.headers.get('Access-Control-Allow-Origin')).to.equal('https://editor.example');
    expect(page.headers.get('Access-Control-Allow-Origin')).to.equal(null);
  });

  it('leave everything else to the API', async () => {
    expect((await api.call('/api/health/')).status).to.equal(200);
    expect((await api.call('/console-nothing')).status).to.equal(404);
  });

  it('are no part of its documentation', () => {
    expect(JSON.stringify(openApiOf(productRoutes()))).not.to.include('/console');
  });
});
