import { expect } from 'chai';
import { errorIn, startApi, type Api } from './support.js';

const EDITOR = 'https://editor.example';
const PREFLIGHT = { Origin: EDITOR, 'Access-Control-Request-Method': 'PATCH' };

describe('headers of an answer', () => {
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api.stop());

  const SECURITY = {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
  const ANSWERS = [
    ['a success', '/api/health/', 200],
    ['a page', '/api/docs/', 200],
    ['an unknown address', '/nothing', 404],
    ['a refusal', '/api/v1/projects/', 401],
  ] as const;
  for (const [what, path, status] of ANSWERS) {
    it(`protect ${what}`, async () => {
      const answer = await api.call(path);
      expect(answer.status).to.equal(status);
      for (const [name, value] of Object.entries(SECURITY)) expect(answer.headers.get(name)).to.equal(value);
      expect(answer.headers.get('Content-Security-Policy')).to.include("default-src 'none'");
    });
  }

  it('protect an unforeseen failure', async () => {
    const answer = await api.send('/api/v1/probe/broken/', '');
    expect(answer.status).to.equal(500);
    expect(answer.headers.get('X-Content-Type-Options')).to.equal('nosniff');
    expect(answer.headers.get('Content-Security-Policy')).to.include("default-src 'none'");
  });

  it('demand TLS only where the server is reached over TLS', async () => {
    const tls = await startApi({ publicOrigin: 'https://api.example' });
    const header = (await tls.call('/api/health/')).headers.get('Strict-Transport-Security');
    await tls.stop();
    expect(header).to.include('max-age=31536000');
    expect((await api.call('/api/health/')).headers.get('Strict-Transport-Security')).to.equal(null);
  });

  it('do not say what the server is made of', async () => {
    expect((await api.call('/api/health/')).headers.get('X-Powered-By')).to.equal(null);
  });

  it('name the request as the client did, and an error repeats it', async () => {
    const answer = await api.call('/nothing', { headers: { 'X-Request-ID': 'mine-1' } });
    expect(answer.headers.get('X-Request-ID')).to.equal('mine-1');
    expect((await errorIn(answer)).trace_id).to.equal('mine-1');
  });

  for (const bad of ['a b', '<script>', 'x'.repeat(129)]) {
    it(`give a new name to a request that calls itself ${bad.slice(0, 10)}`, async () => {
      const answer = await api.call('/api/health/', { headers: { 'X-Request-ID': bad } });
      expect(answer.headers.get('X-Request-ID')).to.match(/^[0-9a-f-]{36}$/);
    });
  }
});

describe('another origin', () => {
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api.stop());

  it('that is configured is allowed before it signs in', async () => {
    const answer = await api.call('/api/v1/projects/', { method: 'OPTIONS', headers: PREFLIGHT });
    expect(answer.status).to.equal(204);
    expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(EDITOR);
    expect(answer.headers.get('Access-Control-Allow-Credentials')).to.equal('true');
    expect(answer.headers.get('Access-Control-Allow-Methods')).to.include('PATCH');
  });

  for (const header of [
    'Authorization',
    'Content-Type',
    'Idempotency-Key',
    'If-Match',
    'X-Min-Event-Position',
  ]) {
    it(`that is configured may send ${header}`, async () => {
      const answer = await api.call('/api/v1/projects/', { method: 'OPTIONS', headers: PREFLIGHT });
      expect(answer.headers.get('Access-Control-Allow-Headers')?.split(',')).to.include(header);
    });
  }

  it('may read errors and the headers that matter', async () => {
    const answer = await api.call('/api/v1/projects/', { headers: { Origin: EDITOR } });
    expect(answer.status).to.equal(401);
    expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(EDITOR);
    expect(answer.headers.get('Access-Control-Expose-Headers')?.split(',')).to.include.members([
      'ETag',
      'X-Event-Position',
      'X-Projection-Lag',
      'X-Request-ID',
    ]);
  });

  for (const foreign of [
    'https://evil.example',
    'https://editor.example.evil.example',
    'null',
    'http://localhost:3000',
  ]) {
    it(`such as ${foreign} is not allowed in production`, async () => {
      const headers = { ...PREFLIGHT, Origin: foreign };
      const answer = await api.call('/api/v1/projects/', { method: 'OPTIONS', headers });
      expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(null);
      expect(answer.headers.get('Vary')).to.include('Origin');
    });
  }

  it('on this machine is allowed outside production', async () => {
    const local = await startApi({ production: false });
    const headers = { ...PREFLIGHT, Origin: 'http://localhost:3000' };
    const answer = await local.call('/api/v1/projects/', { method: 'OPTIONS', headers });
    await local.stop();
    expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal('http://localhost:3000');
  });
});
