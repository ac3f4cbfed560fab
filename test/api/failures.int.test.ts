import { expect } from 'chai';
import { connect } from 'node:net';
import { bearer, errorIn, startApi, tokensOf, type Api } from './support.js';

const linesOf = (api: Api) => api.logged.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('a failure', () => {
  let api: Api;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.stop());

  it('nobody foresaw is 500 and tells the client nothing but where to ask', async () => {
    const answer = await api.send('/api/v1/probe/broken/', '', { 'X-Request-ID': 'ask-me' });
    expect(answer.status).to.equal(500);
    const { hint: _hint, ...body } = await errorIn(answer);
    const message = 'Something went wrong on our side.';
    expect(body).to.deep.equal({
      error: message,
      detail: message,
      code: 'internal_error',
      errors: [{ code: 'internal_error', detail: message, attr: null }],
      trace_id: 'ask-me',
    });
  });

  it('nobody foresaw is logged under the same id, without the rows a database adds to its errors', async () => {
    await api.send('/api/v1/probe/broken/', '', { 'X-Request-ID': 'ask-me' });
    const line = linesOf(api).find(({ msg }) => msg === 'request failed');
    expect(line).to.include({ requestId: 'ask-me', code: 'internal_error' });
    expect(line?.['err']).to.include({ message: 'secret of the machine' });
    expect(api.logged.join('')).to.not.include('row of Ada');
  });

  it('that a rule explains carries the facts of the rule, which replace nothing else', async () => {
    const answer = await api.send('/api/v1/probe/refused/', '');
    expect(answer.status).to.equal(403);
    expect(await errorIn(answer)).to.include({ code: 'project_limit_exceeded', limit: 3, error: 'Full.' });
  });

  it('that a rule explains is not an error of the server', async () => {
    await api.send('/api/v1/probe/refused/', '');
    expect(linesOf(api).map(({ level }) => level)).to.deep.equal([30]);
  });

  it('of a client that goes away in the middle of its body is not an error of the server', async () => {
    const socket = connect(Number(new URL(api.origin).port), '127.0.0.1');
    socket.write('POST /api/v1/probe/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
    socket.end('Content-Length: 100\r\n\r\n{"na');
    await new Promise((resolve) => socket.once('close', resolve).resume());
    await api.call('/api/health/');
    expect(linesOf(api).filter(({ level }) => level === 50)).to.deep.equal([]);
  });
});

describe('the log', () => {
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api.stop());

  it('names route, method and status of every request, refused ones too', async () => {
    await api.call('/api/v1/projects/?secret=1', { headers: bearer('nonsense') });
    expect(linesOf(api).at(-1)).to.include({ route: 'projects.list', method: 'GET', status: 401 });
  });

  it('holds no body, address of a person, password, query or token', async () => {
    const { access } = await tokensOf();
    const text = JSON.stringify({ email: 'ada@example.com', password: 'hunter-2000', name: 7 });
    await api.send('/api/v1/auth/register/?q=from-the-query', text, bearer(access));
    await api.send('/api/v1/auth/login/', text, bearer(access));
    await api.call('/api/v1/projects/', { headers: bearer(access) });
    const logged = api.logged.join('');
    for (const secret of ['ada@', 'hunter-2000', 'from-the-query', access.slice(-20)]) {
      expect(logged).to.not.include(secret);
    }
    expect(linesOf(api).length).to.be.greaterThan(3);
  });
});
