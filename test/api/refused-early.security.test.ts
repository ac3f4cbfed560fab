import { connect } from 'node:net';
import { expect } from 'chai';
import { startApi, type Api } from './support.js';

/** The whole answer to bytes that `fetch` would not send. */
const told = (origin: string, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const socket = connect({ host: hostname, port: Number(port) });
    let text = '';
    socket.setEncoding('utf8').on('data', (some: string) => (text += some));
    socket.once('close', () => resolve(text)).once('error', reject);
    socket.write(bytes);
  });

const CLOSE = 'Host: x\r\nConnection: close\r\n';
const REFUSED = [
  ['what is no HTTP', 'HELO there\r\n\r\n', 400],
  ['a header with a control character', `GET / HTTP/1.1\r\n${CLOSE}X-A: a\0b\r\n\r\n`, 400],
  ['two lengths', `POST / HTTP/1.1\r\n${CLOSE}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400],
  ['headers of a megabyte', `GET / HTTP/1.1\r\n${CLOSE}X-A: ${'a'.repeat(1024 * 1024)}\r\n\r\n`, 431],
  ['an unknown address', `GET /nothing HTTP/1.1\r\n${CLOSE}\r\n`, 404],
  ['an address that cannot be decoded', `GET /api/v1/probe/%ff/ HTTP/1.1\r\n${CLOSE}\r\n`, 404],
  ['an expectation nobody knows', `GET /nothing HTTP/1.1\r\n${CLOSE}Expect: the-worst\r\n\r\n`, 404],
  [
    'a body that is too large',
    `POST /api/v1/probe/ HTTP/1.1\r\n${CLOSE}Content-Length: 99999999\r\n\r\n`,
    413,
  ],
] as const;

const PROTECTING = [
  'x-content-type-options: nosniff',
  'cache-control: no-store',
  'x-frame-options: deny',
  "content-security-policy: default-src 'none'",
];

describe('a request that is refused before a route sees it (S19)', () => {
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api.stop());

  for (const [what, bytes, status] of REFUSED) {
    it(`for ${what} is ${status}, with the headers every answer has, and the one error body`, async () => {
      const text = await told(api.origin, bytes);
      const [head = '', body = ''] = text.split('\r\n\r\n');
      expect(head).to.match(new RegExp(`^HTTP/1.1 ${status} `));
      for (const header of PROTECTING) expect(head.toLowerCase()).to.include(header);
      expect(JSON.parse(body)).to.include.keys('error', 'code', 'hint', 'trace_id');
    });
  }
});

describe('names that would reach the prototype of every object (S4)', () => {
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api.stop());

  const polluted = (): unknown => ({})['polluted' as keyof object];
  const QUERIES = [
    '__proto__[polluted]=1',
    '__proto__.polluted=1',
    '__proto__=1&polluted=1',
    'constructor[prototype][polluted]=1',
    'constructor.prototype.polluted=1',
  ];
  for (const query of QUERIES) {
    it(`change nothing in a query: ${query}`, async () => {
      const answer = await api.call(`/api/v1/probe/things/7/?${query}`);
      expect(answer.status).to.equal(200);
      expect(await answer.json()).to.not.have.property('polluted');
      expect(polluted()).to.equal(undefined);
    });
  }

  for (const name of ['__proto__', 'constructor', 'prototype']) {
    it(`name nothing in a path: ${name}`, async () => {
      expect((await api.call(`/api/v1/probe/things/${name}/`)).status).to.equal(404);
      expect(polluted()).to.equal(undefined);
    });

    it(`are refused in a body: ${name}`, async () => {
      const answer = await api.send('/api/v1/probe/', `{"name":"Ada","${name}":{"polluted":1}}`);
      expect(answer.status).to.equal(400);
      expect(polluted()).to.equal(undefined);
    });
  }
});
