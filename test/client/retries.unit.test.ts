import { expect } from 'chai';
import { createClient, isApiError, NetworkError, type ClientOptions } from '../../client/src/index.js';
import { json, refusal, scriptedFetch, type Scripted } from './scripted-fetch.js';

/** No waits but those the server asks for. */
const clientOf = (script: readonly Scripted[], options: ClientOptions = {}) => {
  const { fetch, sent } = scriptedFetch(...script);
  const client = createClient({ baseUrl: 'http://x', fetch, random: () => 0, ...options });
  return { client, sent };
};

const body = { name: 'Menu', project_type: 'logo' } as const;

describe('a call that fails', () => {
  const again: readonly (readonly [string, () => Scripted])[] = [
    ['no answer', () => 'cut'],
    ['a server that is away', () => refusal(503, 'service_unavailable')],
    ['a proxy whose server is away', () => new Response('<html>', { status: 502 })],
    ['too many requests, with a time', () => refusal(429, 'rate_limited', { 'Retry-After': '0' })],
  ];
  for (const [what, scripted] of again) {
    it(`is tried again after ${what}`, async () => {
      const { client, sent } = clientOf([scripted(), json([])]);
      expect((await client.projects.mine()).data).to.deep.equal([]);
      expect(sent).to.have.length(2);
    });
  }

  const settled: readonly (readonly [string, () => Response])[] = [
    ['a plan that is used up', () => refusal(429, 'request_limit_exceeded', { 'Retry-After': '0' })],
    ['too many requests, without a time', () => refusal(429, 'rate_limited')],
    [
      'a time longer than anybody waits',
      () => refusal(503, 'service_unavailable', { 'Retry-After': '3600' }),
    ],
    ['an outcome that a key repeats', () => refusal(503, 'generation_failed', { 'Retry-After': '0' })],
    ['a refusal', () => refusal(403, 'forbidden')],
    ['a fault of the server', () => refusal(500, 'internal_error')],
  ];
  for (const [what, answer] of settled) {
    it(`is not tried again after ${what}`, async () => {
      const { client, sent } = clientOf([answer()]);
      const error = await client.projects.create({ body }).catch((thrown: unknown) => thrown);
      expect(isApiError(error)).to.equal(true);
      expect(sent).to.have.length(1);
    });
  }

  it('is given up after so many attempts', async () => {
    const { client, sent } = clientOf(['cut', 'cut', 'cut'], { retry: { retries: 2 } });
    const error = await client.projects.mine().catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(NetworkError);
    expect(sent).to.have.length(3);
  });

  it('has the same key each time it is tried, and another call has another one', async () => {
    const { client, sent } = clientOf(['cut', json({}), json({})]);
    await client.projects.create({ body });
    await client.projects.create({ body });
    const [first, again_, other] = sent.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(first).to.match(/^[0-9a-f]{32}$/);
    expect(again_).to.equal(first);
    expect(other).to.not.equal(first);
  });

  it('is not tried again when it is a write without a key', async () => {
    const { client, sent } = clientOf(['cut']);
    await client.projects.create({ body, idempotencyKey: false }).catch(() => undefined);
    expect(sent.map(({ headers }) => headers.has('Idempotency-Key'))).to.deep.equal([false]);
  });

  it('ends with the reason of its signal, also while it waits', async () => {
    const stop = new AbortController();
    const busy = (): Response => {
      queueMicrotask(() => stop.abort(new Error('enough')));
      return refusal(503, 'service_unavailable', { 'Retry-After': '10' });
    };
    const { client } = clientOf([busy]);
    const error = await client.projects.mine({ signal: stop.signal }).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message', 'enough');
  });

  it('says so when the time is up', async () => {
    const never = (): Promise<Response> => new Promise(() => undefined);
    const fetch = (_url: string, { signal }: RequestInit): Promise<Response> =>
      Promise.race([
        never(),
        new Promise<Response>((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
        }),
      ]);
    const client = createClient({ fetch, timeoutMs: 1, retry: { retries: 0 } });
    const error = await client.projects.mine().catch((thrown: unknown) => thrown);
    expect(error).to.have.property('reason', 'timeout');
  });
});

describe('a refusal', () => {
  it('carries code, status, fields and trace', async () => {
    const { client } = clientOf([refusal(403, 'forbidden')]);
    const error = await client.projects.mine().catch((thrown: unknown) => thrown);
    expect(isApiError(error, 'forbidden')).to.equal(true);
    expect(isApiError(error, 'not_found')).to.equal(false);
    expect(error).to.include({ status: 403, code: 'forbidden', traceId: 't-1', retryAfter: null });
  });

  it('has a code of its own when nobody can read it', async () => {
    const { client } = clientOf([new Response('<html>', { status: 404 })]);
    const error = await client.projects.mine().catch((thrown: unknown) => thrown);
    expect(error).to.include({ status: 404, code: 'unreadable_answer' });
  });
});

describe('reads after a write', () => {
  it('ask for the newest position the client was told of', async () => {
    const { client, sent } = clientOf([
      json({}, { 'X-Event-Position': '900' }),
      json({}, { 'X-Event-Position': '1000' }),
      json({}, { 'X-Event-Position': '950' }),
      json([]),
    ]);
    for (let count = 0; count < 3; count += 1) await client.projects.create({ body });
    await client.projects.mine();
    expect(sent.at(-1)?.headers.get('X-Min-Event-Position')).to.equal('1000');
  });

  it('ask for nothing when that is switched off', async () => {
    const { client, sent } = clientOf([json({}, { 'X-Event-Position': '900' }), json([])], {
      positions: false,
    });
    await client.projects.create({ body });
    await client.projects.mine();
    expect(sent.at(-1)?.headers.has('X-Min-Event-Position')).to.equal(false);
  });
});
