import { request } from 'node:http';
import { expect } from 'chai';
import { reachedByTls } from '#platform/client-address.js';
import { startApi, type Api } from './support.js';

const PUBLIC = 'https://api.example';

interface Told {
  readonly status: number | undefined;
  readonly location: string | undefined;
}

/** The address exactly as written: fetch would tidy it up. */
const ask = (api: Api, path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  new Promise<Told>((resolve, reject) => {
    const { hostname, port } = new URL(api.origin);
    const sent = request({ hostname, port, path, method: init.method ?? 'GET', headers: init.headers ?? {} });
    sent.once('response', (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, location: answer.headers.location });
    });
    sent.once('error', reject).end();
  });

const PATH = '/api/v1/probe/things/7/?a=b';
const https = { 'X-Forwarded-Proto': 'https' };
const started = (proxies: readonly string[]): Promise<Api> =>
  startApi({ publicOrigin: PUBLIC, reachedByTls: reachedByTls(proxies) });

describe('SECURE_SSL_REDIRECT behind a proxy that is trusted', () => {
  let api: Api;
  before(async () => {
    api = await started(['127.0.0.0/8']);
  });
  after(() => api.stop());

  it('lets through what came by TLS', async () => {
    expect((await ask(api, PATH, { headers: https })).status).to.equal(200);
  });

  for (const method of ['GET', 'POST', 'DELETE'])
    it(`leads a ${method} that came in the clear to the same path, with its method`, async () => {
      const headers = { 'X-Forwarded-Proto': 'http' };
      const told = await ask(api, PATH, { method, headers });
      expect(told).to.deep.equal({ status: 308, location: `${PUBLIC}${PATH}` });
    });

  it('leads pages of the console there, too', async () => {
    expect((await ask(api, '/console/sign-in')).location).to.equal(`${PUBLIC}/console/sign-in`);
  });

  it('believes the last word: the one the proxy wrote', async () => {
    expect((await ask(api, PATH, { headers: { 'X-Forwarded-Proto': 'https, http' } })).status).to.equal(308);
    expect((await ask(api, PATH, { headers: { 'X-Forwarded-Proto': 'http, HTTPS' } })).status).to.equal(200);
  });

  for (const [what, path, headers] of [
    ['its Host header', PATH, { Host: 'evil.example' }],
    ['its X-Forwarded-Host', PATH, { 'X-Forwarded-Host': 'evil.example' }],
    ['an address instead of a path', 'http://evil.example/x', {}],
    ['a path that looks like a host', '//evil.example/x', {}],
    ['a path that begins with an @', '@evil.example/x', {}],
  ] as const)
    it(`leads nobody elsewhere, whatever ${what} says`, async () => {
      const { location = '' } = await ask(api, path, { headers });
      expect(location === '' ? PUBLIC : new URL(location).origin).to.equal(PUBLIC);
    });

  it('answers probes of the machine as they come', async () => {
    expect((await ask(api, '/health/live')).status).to.equal(200);
    expect((await ask(api, '/health/live/')).status).to.equal(200);
    expect((await ask(api, '/metrics')).status).to.not.equal(308);
  });

  it('tells who it leads elsewhere to keep to TLS', async () => {
    const answer = await fetch(`${api.origin}${PATH}`, { redirect: 'manual' });
    expect(answer.headers.get('Strict-Transport-Security')).to.include('max-age=31536000');
    expect(answer.headers.get('Cache-Control')).to.equal('no-store');
  });
});

describe('SECURE_SSL_REDIRECT before somebody who is no trusted proxy', () => {
  it('does not believe them that they came by TLS', async () => {
    const api = await started(['10.0.0.0/8']);
    try {
      expect((await ask(api, PATH, { headers: https })).status).to.equal(308);
    } finally {
      await api.stop();
    }
  });
});

describe('a server that does not redirect', () => {
  it('answers what comes in the clear', async () => {
    const api = await startApi({ publicOrigin: PUBLIC });
    try {
      expect((await ask(api, PATH)).status).to.equal(200);
    } finally {
      await api.stop();
    }
  });
});
