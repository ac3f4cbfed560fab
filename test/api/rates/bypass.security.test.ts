import { expect } from 'chai';
import { request } from 'node:http';
import { createRateLimits } from '#api/rates/rate-limits.js';
import { limitsOf } from '#api/rates/which-limit.js';
import { clientAddress } from '#platform/client-address.js';
import { createSubjects } from '#platform/rates/subject.js';
import { createWindows } from '#platform/rates/windows.js';
import { bearer, errorIn, startApi, tokensOf, type Api } from '../support.js';

const MOST = 5;

const newRates = () =>
  createRateLimits({
    windows: createWindows({ redis: undefined }),
    subjects: createSubjects(new Uint8Array(32).fill(3)),
    rates: {
      anonymous: MOST,
      reads: MOST,
      writes: MOST,
      ai: 2,
      apiKey: { free: 1, pro: 2, enterprise: 3 },
    },
  });

type Asked = readonly [path: string, init?: RequestInit];

/** The path exactly as written: fetch would tidy it up. */
const statusOf = (api: Api, [path, init = {}]: Asked): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.origin);
    const headers = init.headers as Record<string, string> | undefined;
    const sent = request({ hostname, port, path, method: init.method ?? 'GET', headers: headers ?? {} });
    sent.once('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.once('error', reject).end();
  });

const refusedOf = async (api: Api, times: number, asked: (i: number) => Asked): Promise<number> => {
  const statuses: number[] = [];
  for (let i = 0; i < times; i += 1) statuses.push(await statusOf(api, asked(i)));
  return statuses.filter((status) => status === 429).length;
};

const PATH = '/api/v1/probe/things/7';
const pick = <T>(values: readonly T[], i: number): T => values[i % values.length] as T;

const SPELLINGS = [
  PATH,
  `${PATH}/`,
  '/api/probe/things/7',
  '/v1/probe/things/7/',
  '/API/V1/probe/THINGS/7',
  '/api/v1/probe/things/%37',
  '/api/v1/probe/%2e/things/7',
  '/api/v1/probe/./things/7',
  '/api/v1/x/../probe/things/7',
  '//api/v1/probe/things/7',
  `${PATH}?a=1`,
  `${PATH}?b=2`,
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

describe('S6 a limit of requests', () => {
  let api: Api;
  beforeEach(async () => {
    api = await startApi({ rates: newRates() });
  });
  afterEach(() => api.stop());

  const WAYS: readonly (readonly [what: string, asked: (i: number) => Asked])[] = [
    ['another X-Forwarded-For each time', (i) => [PATH, { headers: { 'X-Forwarded-For': `192.0.2.${i}` } }]],
    ['another Forwarded each time', (i) => [PATH, { headers: { Forwarded: `for=192.0.2.${i}` } }]],
    ['another X-Real-IP each time', (i) => [PATH, { headers: { 'X-Real-IP': `192.0.2.${i}` } }]],
    [
      'another Cf-Connecting-Ip each time',
      (i) => [PATH, { headers: { 'Cf-Connecting-Ip': `192.0.2.${i}` } }],
    ],
    ['another spelling of the path each time', (i) => [pick(SPELLINGS, i)]],
    ['another method each time', (i) => [PATH, { method: pick(METHODS, i) }]],
    [
      'a method that is to be another one',
      (i) => [PATH, { headers: { 'X-HTTP-Method-Override': pick(METHODS, i) } }],
    ],
    ['another unknown address each time', (i) => [`/nothing/${i}`]],
    [
      'another bad token each time',
      (i) => ['/api/v1/projects/', { headers: { Authorization: `Bearer a.b.${i}` } }],
    ],
    ['a bad token where none is needed', (i) => [PATH, { headers: { Authorization: `Bearer a.b.${i}` } }]],
  ];
  for (const [what, asked] of WAYS)
    it(`is not passed by ${what}`, async () => {
      expect(await refusedOf(api, 12, asked)).to.equal(12 - MOST);
    });

  it('is not passed by another session of the same account', async () => {
    const tokens = await Promise.all(Array.from({ length: 3 }, () => tokensOf(7)));
    const refused = await refusedOf(api, 12, (i) => [
      '/nothing',
      { headers: bearer(pick(tokens, i).access) },
    ]);
    expect(refused).to.equal(12 - MOST);
  });

  it('leaves another account alone', async () => {
    const [one, other] = [await tokensOf(7), await tokensOf(8)];
    await refusedOf(api, 12, () => ['/nothing', { headers: bearer(one.access) }]);
    expect(await statusOf(api, ['/nothing', { headers: bearer(other.access) }])).to.equal(404);
  });

  it('never refuses a probe of the machine', async () => {
    expect(await refusedOf(api, 30, () => ['/health/live'])).to.equal(0);
  });

  it('says in every answer what is left', async () => {
    const answer = await api.call(PATH);
    expect(answer.headers.get('X-RateLimit-Limit')).to.equal(String(MOST));
    expect(answer.headers.get('X-RateLimit-Remaining')).to.equal(String(MOST - 1));
    expect(Number(answer.headers.get('X-RateLimit-Reset')) - Date.now() / 1000).to.be.within(0, 61);
  });

  it('says when to come again, in the one error body', async () => {
    await refusedOf(api, MOST, () => [PATH]);
    const answer = await api.call(PATH);
    expect(answer.status).to.equal(429);
    expect(Number(answer.headers.get('Retry-After'))).to.be.within(1, 60);
    expect(answer.headers.get('X-RateLimit-Remaining')).to.equal('0');
    expect(await errorIn(answer)).to.include({ code: 'rate_limited' });
  });

  it('counts writes apart from reads', async () => {
    const { access } = await tokensOf(7);
    await refusedOf(api, MOST, () => ['/nothing', { headers: bearer(access) }]);
    expect((await api.send('/api/v1/probe/empty', '{}', bearer(access))).status).to.equal(200);
  });

  it('counts AI requests apart', async () => {
    const { access } = await tokensOf(7);
    const ask = (): Promise<Response> => api.send('/api/v1/ai/generate/', '[]', bearer(access));
    const statuses = [(await ask()).status, (await ask()).status, (await ask()).status];
    expect(statuses).to.deep.equal([400, 400, 429]);
  });
});

describe('S14 a flood of Idempotency-Keys', () => {
  it('is bounded as any other writing is, whatever keys it brings', async () => {
    const api = await startApi({ rates: newRates() });
    try {
      const headers = bearer((await tokensOf(7)).access);
      const statuses: number[] = [];
      for (let i = 0; i < 20; i += 1) {
        const more = { ...headers, 'Idempotency-Key': `key-${i}` };
        statuses.push((await api.send('/api/v1/probe/empty', '{}', more)).status);
      }
      expect(statuses.filter((status) => status === 200)).to.have.length(MOST);
    } finally {
      await api.stop();
    }
  });
});

describe('S6 a limit of requests of API keys', () => {
  it('is one for all keys of an account, whatever key it is', () => {
    const rates = { anonymous: 1, reads: 1, writes: 1, ai: 1, apiKey: { free: 1, pro: 1, enterprise: 1 } };
    const counterOf = limitsOf(rates, createSubjects(new Uint8Array(32)));
    const key = (accountId: number) =>
      counterOf({ kind: 'apiKey', accountId, plan: 'enterprise' }, 'read').subject;
    expect(key(7)).to.equal(key(7));
    expect(key(7)).to.not.equal(key(8));
  });
});

describe('S6 a limit of requests behind a proxy', () => {
  it('is not passed by another address of the same /64 each time', async () => {
    const api = await startApi({ rates: newRates(), clientAddress: clientAddress(['127.0.0.0/8']) });
    try {
      const hop = (i: number): Asked => [
        PATH,
        { headers: { 'X-Forwarded-For': `2001:db8:1:2:${i.toString(16)}::${i + 1}` } },
      ];
      expect(await refusedOf(api, 12, hop)).to.equal(12 - MOST);
      const elsewhere = { headers: { 'X-Forwarded-For': '2001:db8:1:3::1' } };
      expect(await statusOf(api, [PATH, elsewhere])).to.equal(200);
    } finally {
      await api.stop();
    }
  });

  it('counts each client for itself, and nobody twice by what they wrote', async () => {
    const api = await startApi({ rates: newRates(), clientAddress: clientAddress(['127.0.0.0/8']) });
    try {
      const through =
        (client: string) =>
        (i: number): Asked => [PATH, { headers: { 'X-Forwarded-For': `203.0.113.${i}, ${client}` } }];
      expect(await refusedOf(api, 8, through('198.51.100.1'))).to.equal(8 - MOST);
      expect(await refusedOf(api, 8, through('198.51.100.2'))).to.equal(8 - MOST);
    } finally {
      await api.stop();
    }
  });
});
