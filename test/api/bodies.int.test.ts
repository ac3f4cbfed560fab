import { expect } from 'chai';
import { connect } from 'node:net';
import { bearer, errorIn, startApi, tokensOf, type Api } from './support.js';

const PROBE = '/api/v1/probe/';
const JSON_TYPE = { 'Content-Type': 'application/json' };
const MEGABYTE = 1024 * 1024;

describe('a body', () => {
  let api: Api;
  before(async () => {
    api = await startApi({ bodyLimitBytes: MEGABYTE });
  });
  after(() => api.stop());

  it('reaches the handler without the fields nobody declared', async () => {
    const answer = await api.send(PROBE, '{"name":"Ada","extra":1}');
    expect(await answer.json()).to.deep.equal({ body: { name: 'Ada' } });
  });

  it('may be absent although it is called JSON: then it has no fields', async () => {
    const headers = { ...JSON_TYPE, ...bearer((await tokensOf()).access) };
    expect((await api.call('/api/v1/probe/empty/', { method: 'POST', headers })).status).to.equal(200);
  });

  it('may be called JSON with a suffix or a charset', async () => {
    const headers = { 'Content-Type': 'application/vnd.editor+json; charset=utf-8' };
    expect((await api.send(PROBE, '{"name":"Ada"}', headers)).status).to.equal(200);
  });

  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    it(`of type ${type} is 415`, async () => {
      const answer = await api.send(PROBE, '{"name":"Ada"}', { 'Content-Type': type });
      expect(answer.status).to.equal(415);
      expect((await errorIn(answer)).code).to.equal('unsupported_media_type');
    });
  }

  it('that is compressed is 415', async () => {
    expect((await api.send(PROBE, '{"name":"Ada"}', { 'Content-Encoding': 'gzip' })).status).to.equal(415);
  });

  it('larger than the limit is 413 when its length is known', async () => {
    const answer = await api.send(PROBE, JSON.stringify({ name: 'x'.repeat(2 * MEGABYTE) }));
    expect(answer.status).to.equal(413);
    expect((await errorIn(answer)).code).to.equal('request_too_large');
  });

  it('larger than the limit is 413 when it comes in pieces', async () => {
    const pieces = new ReadableStream({
      start: (controller) => {
        for (let piece = 0; piece < 20; piece += 1) controller.enqueue(new Uint8Array(100_000).fill(32));
        controller.close();
      },
    });
    const init: RequestInit = { method: 'POST', headers: JSON_TYPE, body: pieces, duplex: 'half' };
    expect((await api.call(PROBE, init)).status).to.equal(413);
  });

  it('larger than the limit leaves the connection usable, however it came', async () => {
    const head = 'POST /api/v1/probe/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const socket = connect(Number(new URL(api.origin).port), '127.0.0.1');
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(32)}0\r\n\r\n`);
    socket.write('GET /api/health/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    let answers = '';
    for await (const piece of socket) answers += String(piece);
    expect(answers.match(/HTTP\/1.1 \d+/g)).to.deep.equal(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('of just the limit is read', async () => {
    const frame = '{"name":""}'.length;
    expect((await api.send(PROBE, `{"name":"${'x'.repeat(MEGABYTE - frame)}"}`)).status).to.equal(200);
  });

  const REFUSED = [
    ['malformed JSON', '{"name":"Ada","tree":{"a":[1,x]}}', 'malformed', 'tree.a[1]'],
    ['a duplicate key', '{"name":"Ada","name":"Eve"}', 'duplicate_key', 'name'],
    ['__proto__', '{"name":"Ada","tree":{"__proto__":{}}}', 'forbidden_key', 'tree.__proto__'],
    ['constructor', '{"name":"Ada","tree":{"constructor":{}}}', 'forbidden_key', 'tree.constructor'],
    ['a number that would change', '{"name":"Ada","tree":9007199254740993}', 'number_out_of_range', 'tree'],
    ['half a character', '{"name":"Ada","tree":"\\ud800"}', 'lone_surrogate', 'tree'],
  ] as const;
  for (const [what, text, code, attr] of REFUSED) {
    it(`with ${what} is 400 and says where`, async () => {
      const answer = await api.send(PROBE, text);
      expect(answer.status).to.equal(400);
      const [problem] = (await errorIn(answer)).errors;
      expect(problem).to.include({ code, attr });
    });
  }

  it('nested 10,000 levels deep is 400', async () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const answer = await api.send(PROBE, `{"name":"Ada","tree":${deep}}`);
    expect(answer.status).to.equal(400);
    expect((await errorIn(answer)).errors[0]?.code).to.equal('too_deep');
  });

  it('that is not UTF-8 is 400', async () => {
    const bytes = new Uint8Array([0x22, 0xff, 0x22]);
    const answer = await api.call(PROBE, { method: 'POST', headers: JSON_TYPE, body: bytes });
    expect(answer.status).to.equal(400);
  });

  for (const text of ['[]', '1', 'null', '"text"']) {
    it(`that is ${text}, not an object, is 400`, async () => {
      expect((await api.send(PROBE, text)).status).to.equal(400);
    });
  }

  it('with fields of the wrong type is 400 with one problem a field', async () => {
    const answer = await api.send(PROBE, '{"name":7,"size":1.5}');
    expect(answer.status).to.equal(400);
    const { code, errors } = await errorIn(answer);
    expect(code).to.equal('validation_error');
    expect(errors.map(({ attr }) => attr)).to.deep.equal(['name', 'size']);
  });

  it('of an error names the first problem for those who read only one text', async () => {
    const { error, detail, errors } = await errorIn(await api.send(PROBE, '{"name":"A"}'));
    expect(error).to.equal(`name: ${errors[0]?.detail ?? ''}`);
    expect(detail).to.equal(error);
  });
});
