import { expect } from 'chai';
import { bearer, errorIn, startApi, tokensOf, type Api } from './support.js';

const PROBE = '/api/v1/probe/';
const EMPTY = '/api/v1/probe/empty/';
const ADA = 2 ** 40 + 1;
const EVE = 2 ** 40 + 2;

describe('an Idempotency-Key', () => {
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api.stop());

  const commandId = async (path: string, account: number, key?: string): Promise<unknown> => {
    const headers = {
      ...bearer((await tokensOf(account)).access),
      ...(key ? { 'Idempotency-Key': key } : {}),
    };
    return ((await (await api.send(path, '', headers)).json()) as { id: unknown }).id;
  };

  it('makes a repeated request the same command', async () => {
    expect(await commandId(EMPTY, ADA, 'once')).to.equal(await commandId(EMPTY, ADA, 'once'));
  });

  it('is the same under every spelling of the path', async () => {
    expect(await commandId('/api/probe/empty', ADA, 'once')).to.equal(await commandId(EMPTY, ADA, 'once'));
  });

  it('of another person is another command', async () => {
    expect(await commandId(EMPTY, ADA, 'once')).to.not.equal(await commandId(EMPTY, EVE, 'once'));
  });

  it('that is absent makes each request a command of its own', async () => {
    expect(await commandId(EMPTY, ADA)).to.not.equal(await commandId(EMPTY, ADA));
  });

  for (const key of ['two words', 'é', 'x'.repeat(256)]) {
    it(`such as ${key.slice(0, 10)} is 400`, async () => {
      const answer = await api.send(PROBE, '{"name":"Ada"}', { 'Idempotency-Key': key });
      expect(answer.status).to.equal(400);
      expect((await errorIn(answer)).errors[0]?.code).to.equal('invalid_idempotency_key');
    });
  }

  it('of 255 characters is accepted', async () => {
    const headers = { 'Idempotency-Key': 'x'.repeat(255) };
    expect((await api.send(PROBE, '{"name":"Ada"}', headers)).status).to.equal(200);
  });
});

describe('an If-Match', () => {
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(() => api.stop());

  const send = (ifMatch: string): Promise<Response> =>
    api.send(PROBE, '{"name":"Ada"}', { 'If-Match': ifMatch });

  for (const tag of ['"7"', 'W/"7"']) {
    it(`of ${tag} reaches the command as revision 7`, async () => {
      expect(await (await send(tag)).json()).to.have.property('ifRevision', 7);
    });
  }

  it('of * asks for nothing in particular', async () => {
    expect(await (await send('*')).json()).to.not.have.property('ifRevision');
  });

  for (const tag of ['7', '"a"', '"7", "8"', '"-1"', '"99999999999999999999"', 'W/7']) {
    it(`of ${tag}, which we never gave, is 412`, async () => {
      const answer = await send(tag);
      expect(answer.status).to.equal(412);
      expect((await errorIn(answer)).code).to.equal('precondition_failed');
    });
  }

  it('does not matter to a reader', async () => {
    const answer = await api.call('/api/v1/probe/things/7', { headers: { 'If-Match': 'nonsense' } });
    expect(answer.status).to.equal(200);
    expect(answer.headers.get('ETag')).to.equal('"3"');
  });
});
